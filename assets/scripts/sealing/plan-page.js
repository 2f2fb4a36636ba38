// The plan of a run: that it stands in the public log is checked here, not believed.
export async function planPage(screen) {
  const plan = await screen.doors.get(screen.doors.run("seal-plan"));
  const { index, size, root } = await screen.crew("checkPlan", plan);
  screen.write("proven", screen.say("plan_proven", { index, size }));
  screen.write("root", root);
  screen.show("proven");
}
