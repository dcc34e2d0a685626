import type { Database } from './db'

/** Which subscription templates this environment's account has; edited by its operator in `settings`. */
export interface MessageSettings {
  _id: 'messages'
  /** Fields `thing1` title, `thing2` who asks, `thing3` what to do by when. */
  reminder: { templateId: string }
}

/** Until an operator says otherwise; the template of the local demo. */
const DEFAULT: MessageSettings = {
  _id: 'messages',
  reminder: { templateId: 'demo-reminder' },
}

export async function messageSettings(db: Database): Promise<MessageSettings> {
  return (await db.collection<MessageSettings>('settings').get('messages')) ?? DEFAULT
}
