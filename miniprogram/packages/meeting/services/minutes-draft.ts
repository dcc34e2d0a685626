import type { MinutesText } from '../../../../typings/minutes'
import { draftStore } from '../../../services/draft-store'

/** Minutes as they are being typed, by meeting. */
export const minutesDraft = draftStore<MinutesText>('minutes')
