/** Where a catalogue's facts come from, so that a reader can tell how old they are and look them up again. */
export interface Provenance {
  /** The day the facts were last compared with the source: `YYYY-MM-DD`. */
  readonly checkedOn: string;
  /** GitHub's public page. */
  readonly source: string;
}
