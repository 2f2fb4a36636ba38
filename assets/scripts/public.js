// Comfort for the portal. Every page works without this file.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

import { Button, CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink, createAll } from "govuk-frontend";
import { filterLists } from "./filter-lists.js";
import { menu } from "./menu.js";
import { printButtons } from "./print-buttons.js";
import { serverClock } from "./server-clock.js";
import { shrinkPhotos } from "./shrink-photos.js";

createAll(Button, { preventDoubleClick: true });
for (const component of [CharacterCount, Checkboxes, ErrorSummary, Radios, SkipLink]) createAll(component);
menu();
filterLists();
printButtons();
shrinkPhotos();
serverClock();
