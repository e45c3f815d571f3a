// What was written stays in this browser alone, until somebody deletes it: a draft for each card that is mended, and
// one for the card that is new.
const KEY = "card-builder";

const load = () => {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return kept && typeof kept.drafts === "object" && kept.drafts !== null ? kept : { drafts: {} };
  } catch {
    return { drafts: {} }; // Storage may be switched off, or hold something else.
  }
};

const isDraft = (draft) => typeof draft?.data === "object" && draft.data !== null;

// The draft of a card by its name, "" for a new one; without a name the one that was written at last.
export const loadDraft = (name) => {
  const { drafts, last } = load();
  const draft = drafts[name ?? last];
  return isDraft(draft) ? draft : null;
};

export const keepDraft = (name, draft) => {
  try {
    localStorage.setItem(KEY, JSON.stringify({ drafts: { ...load().drafts, [name]: draft }, last: name }));
    return true;
  } catch {
    return false;
  }
};

export const forgetDrafts = () => {
  try {
    localStorage.removeItem(KEY);
  } catch {
    // Without storage there was nothing to delete.
  }
};
