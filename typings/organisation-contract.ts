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

/** An organisation found by name, and the one above it. */
export interface FoundOrganisation {
  orgId: string
  name: string
  level: OrganisationLevel
  kind?: BranchKind
  state: OrganisationState
  /** Name of the superior organisation. */
  above: string
}

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
  /** Organisations at and below one whose name holds the words, 20 at most. */
  'organisation.search': {
    input: { orgId: string; words: string }
    output: { found: FoundOrganisation[]; more: boolean }
    errors: never
  }
  /** Whom and what a change of an organisation reaches, to be said before it is made. */
  'organisation.effects': {
    input: { orgId: string }
    output: {
      /** Organisations below it that are not closed. */
      organisations: number
      /** People whose affiliation is it or below it. */
      people: number
      /** People whose affiliation is the organisation itself. */
      peopleHere: number
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
