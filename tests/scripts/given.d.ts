// What scripts are given by the page or by the generator, for the type checker.

/** What the index and the engine both need to know, see `generator/search/encoding.py`. */
declare const SHARED: any;

/** The name that script and index have in common. */
declare const MARK: string;

/** Words of distress and pieces of HTML, in the first line of the search script. */
declare const kbHelp: any;

interface Window {
  /** Takes a file of the search index. */
  kbSearch: (name: string, value: unknown) => void;
  /** Opens the search dialog. */
  kbFind: any;
  /** Draws the page as a picture. */
  kbPicture: any;
}
