/**
 * What only the owner of the browser can do to a phone's page, lent to the automator. Coordinates are CSS pixels
 * of the phone's document. Without hands a tap is a synthetic event and there are no screenshots.
 */
export interface PhoneHands {
  /**
   * A finger (a mouse on a desktop client) goes down and up, as real input: what is covered is not hit, what is
   * disabled stays still.
   */
  tap(x: number, y: number): Promise<void>
  /** PNG of what the phone shows. */
  screenshot(): Promise<Buffer>
  /** Puts the phone away; the automator's `close()`. */
  close(): Promise<void>
}
