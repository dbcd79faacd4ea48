/** Where the demo keeps what it remembers, unless told otherwise. */
export const FOLDER = '.patrol-demo';

/** Tells a folder of ours, which may be thrown away, from one that only has its name. */
export const MARK = 'made-by-patrol-demo';
