import type { CommonError, ErrorCode } from './errors'
import type { MeetingContract } from './meeting-contract'
import type { MemberContract } from './member'
import type { MinutesContract } from './minutes'
import type { NoticeContract } from './notice'
import type { OrganisationContract } from './organisation-contract'
import type { QuestionContract } from './question-bank'
import type { RosterContract } from './roster'
import type { StudyContract } from './study'

/** One line per action: what goes in, what comes out, which errors beside the common ones. */
export interface ActionContract {
  input: unknown
  output: unknown
  errors: ErrorCode
}

export interface Contract
  extends MeetingContract,
    MemberContract,
    MinutesContract,
    NoticeContract,
    OrganisationContract,
    RosterContract,
    QuestionContract,
    StudyContract {}

export type ActionName = keyof Contract
export type InputOf<Name extends ActionName> = Contract[Name]['input']
export type OutputOf<Name extends ActionName> = Contract[Name]['output']
export type ErrorsOf<Name extends ActionName> = Contract[Name]['errors'] | CommonError

/** What the client puts into `wx.cloud.callFunction({ name, data })`; `name` is the part before the dot. */
export interface CallEvent {
  action: string
  input: unknown
}
