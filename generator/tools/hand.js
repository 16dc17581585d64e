// Facts that a check or the log hands over because the reader asked for it; they are gone once they are read.
const KB_HANDED = "kb-handed";

const kbHandOver = (facts) => {
  try {
    sessionStorage.setItem(KB_HANDED, JSON.stringify(facts));
    return true;
  } catch (error) {
    return false;
  }
};

const kbHanded = () => {
  try {
    const facts = JSON.parse(sessionStorage.getItem(KB_HANDED) || "[]");
    sessionStorage.removeItem(KB_HANDED);
    // Another site at this address keeps its things in the same place.
    return Array.isArray(facts) ? facts.filter((fact) => typeof fact === "string") : [];
  } catch (error) {
    return [];
  }
};
