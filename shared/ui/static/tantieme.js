// What every page needs: the CSRF header of htmx, live panels and their failures, the keyboard, the search box.
import { watchKeyboard } from "./clavier.js";
import { watchPanels } from "./panneaux.js";
import { watchSearch } from "./recherche.js";
import { watchForms } from "./formulaires.js";
import { watchSelection } from "./selection.js";
import { watchPlis } from "./plis.js";
import { watchCollage } from "./collage.js";

const csrf = document.querySelector('meta[name="csrf-token"]').content;

document.body.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = csrf;
});

watchPanels();
watchKeyboard();
watchSearch();
watchForms();
watchSelection();
watchPlis();
watchCollage();
