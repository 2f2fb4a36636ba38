// The workspace: the portal's comfort, htmx for inboxes and inline edits, show and hide of passwords.
import "./public.js";
import "htmx.org";
import { PasswordInput, createAll } from "govuk-frontend";
import { gridKeys } from "./grid-keys.js";
import { keptDrafts } from "./kept-drafts.js";
import { swaps } from "./swaps.js";
import { uploadParts } from "./upload-parts.js";

createAll(PasswordInput);
swaps();
gridKeys();
uploadParts();
keptDrafts();
