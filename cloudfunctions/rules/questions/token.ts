import type { Heading } from './headings'
import type { Label, NumberMark } from './marks'
import type { OptionMark } from './options'
import type { Line } from './raw'

/** What a line may open. */
export type Structure = 'option' | 'answer' | 'number' | 'heading' | 'end'

/** A line, or a part of one that a label opens, and everything it could be. */
export interface Token extends Line {
  index: number
  shape: string
  isBlank: boolean
  isRule: boolean
  heading: Heading | null
  label: Label | null
  number: NumberMark | null
  /** An option at the start of the line; a bare letter only where the next letter follows. */
  option: OptionMark | null
  /** What the next line with a structure is, this one left aside. */
  next: Structure
}
