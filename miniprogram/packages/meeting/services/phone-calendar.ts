/** What the calendar of a phone is told of an appointment. */
export interface Appointment {
  title: string
  startsAt: string
  /** Minutes. */
  length: number
  place: string
}

/** The phone rings so long before, in seconds. */
const AHEAD = 1800

/** Puts an appointment into the phone's own calendar. Answers why it is not there, or `null`. */
export async function addToCalendar({
  title,
  startsAt,
  length,
  place,
}: Appointment): Promise<string | null> {
  const start = Math.floor(Date.parse(startsAt) / 1000)
  try {
    await wx.addPhoneCalendar({
      title,
      startTime: start,
      endTime: String(start + length * 60),
      location: place,
      alarm: true,
      alarmOffset: AHEAD,
    })
    return null
  } catch (cause) {
    console.info('calendar', cause)
    return '没有加到日历：请在微信设置里允许使用日历。'
  }
}
