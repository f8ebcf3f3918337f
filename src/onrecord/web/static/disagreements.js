// Disagreements: dismissed with a reason.
import { ask, post } from "./room.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-dismiss]");
  if (!button) return;
  ask("dismiss", () => {}, async ({ reason }) => {
    await post("/api/disagreements/dismiss", { disagreement: button.dataset.dismiss, reason: reason.value });
    return "Dismissed.";
  });
});
