// A former address: on to the new one with the same fragment, also from the file system, where a folder has no index.
const kbTo = document
  .querySelector("a")
  .getAttribute("href")
  .replace(/index\.html$/, location.protocol === "file:" ? "$&" : "");
location.replace(kbTo + location.search + location.hash);
