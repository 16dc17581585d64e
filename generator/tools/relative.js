// The page for a relative: read aloud where the device has a Chinese voice, copied words, a link to hand on.

const kbAloud = (button) => {
  const speech = window.speechSynthesis;
  const chinese = () => speech.getVoices().filter((voice) => /^zh/i.test(voice.lang) && voice.localService)[0];
  const ready = () => {
    button.hidden = !chinese();
  };
  ready();
  speech.onvoiceschanged = ready;
  button.addEventListener("click", () => {
    if (speech.speaking) {
      speech.cancel();
      return;
    }
    const words = [document.querySelector("h1")].concat(kbFind(document, "[data-aloud]")).map(kbVisible).join("\n");
    const said = new SpeechSynthesisUtterance(words);
    said.lang = "zh-CN";
    said.voice = chinese();
    said.rate = 0.9;
    speech.speak(said);
  });
};

kbFind(document, "[data-read]").forEach((button) => {
  // Only voices of the device itself: another one would send the words away.
  if (window.speechSynthesis && window.SpeechSynthesisUtterance) kbAloud(button);
});
kbFind(document, "[data-copy-words]").forEach((button) => {
  button.hidden = false;
  const words = button.parentElement.previousElementSibling;
  button.addEventListener("click", () => kbCopy(button, words, kbVisible(words)));
});
kbFind(document, "[data-copy-link]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => kbCopy(button, button, location.href.replace(/[?#].*/, "")));
});
