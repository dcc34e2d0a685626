import type { MeetingCard } from '../../typings/meeting'
import type { StoredMeeting } from '../../typings/meeting-room'
import { askPage } from '../rules/ask-kinds'
import { cardTitle } from '../rules/reminder'
import { askOf } from './meeting-ask'

/** The card for a group: what is held and when. */
export function cardOf(meeting: StoredMeeting, now: Date): MeetingCard {
  const ask = askOf(meeting, now)
  return { title: cardTitle(ask), path: `/${askPage(ask)}` }
}
