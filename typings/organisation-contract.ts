import type {
  BranchKind,
  LocalDate,
  Organisation,
  OrganisationLevel,
  OrganisationState,
} from './organisation'

/** An organisation as the tree's editor shows it. */
export type OrganisationRow = Pick<
  Organisation,
  | '_id'
  | 'name'
  | 'shortName'
  | 'level'
  | 'kind'
  | 'parentId'
  | 'state'
  | 'openedOn'
  | 'closesOn'
  | 'timeZone'
  | 'order'
  | 'version'
>

export interface OrganisationContract {
  /** One organisation, what the rules say of it, and its children in their order. */
  'organisation.tree': {
    input: { orgId: string }
    output: {
      organisation: OrganisationRow
      children: OrganisationRow[]
      advice: { rule: string; text: string }[]
      /** Whether the caller may change it. */
      mayEdit: boolean
    }
    errors: never
  }
  /** `orgId` is made by the client, so that a second tap makes nothing twice. */
  'organisation.create': {
    input: {
      orgId: string
      parentId: string
      name: string
      shortName: string
      level: OrganisationLevel
      kind?: BranchKind
      openedOn?: LocalDate
      timeZone: string
      order: number
    }
    output: { version: number }
    errors: 'ruleBroken'
  }
  'organisation.update': {
    input: {
      orgId: string
      version: number
      name: string
      shortName: string
      kind?: BranchKind
      openedOn?: LocalDate
      timeZone: string
      order: number
    }
    output: { version: number }
    errors: 'changedMeanwhile' | 'ruleBroken'
  }
  /** Everything below goes with it; people follow by a job, what happened keeps the branch of the day. */
  'organisation.move': {
    input: { orgId: string; version: number; parentId: string }
    output: { version: number }
    errors: 'changedMeanwhile' | 'ruleBroken'
  }
  /** With a day ahead it is closing, with `null` it is open again, from its last day it closes when empty. */
  'organisation.close': {
    input: { orgId: string; version: number; closesOn: LocalDate | null; reason: string }
    output: { version: number; state: OrganisationState }
    errors: 'changedMeanwhile' | 'ruleBroken'
  }
}
