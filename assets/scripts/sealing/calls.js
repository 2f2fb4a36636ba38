// Questions to a worker and their answers, over any message port. A refusal crosses with its field and reason.
import { Refused } from "./bytes.js";

export function answering(port, acts) {
  port.onmessage = async ({ data: { id, act, given } }) => {
    const onStep = (...step) => port.postMessage({ id, step });
    try {
      const answer = await acts[act](given, onStep);
      port.postMessage({ id, answer });
    } catch (problem) {
      const { field = "", reason = String(problem?.message ?? problem) } = problem ?? {};
      port.postMessage({ id, refused: { field, reason, known: problem instanceof Refused } });
    }
  };
}

export function asking(port) {
  const waiting = new Map();
  let last = 0;
  port.onmessage = ({ data: { id, answer, refused, step } }) => {
    const { done, fail, onStep } = waiting.get(id);
    if (step) return onStep(...step);
    waiting.delete(id);
    if (!refused) return done(answer);
    const problem = refused.known ? new Refused(refused.field, refused.reason) : new Error(refused.reason);
    return fail(problem);
  };
  return (act, given = {}, onStep = () => {}) =>
    new Promise((done, fail) => {
      waiting.set(++last, { done, fail, onStep });
      port.postMessage({ id: last, act, given });
    });
}
