import type {
  BranchKind,
  LocalDate,
  MemberStage,
  OrganisationLevel,
  PostRole,
} from '../../typings/organisation'

/** A Party organisation of the company, or a group within a branch. */
export interface CompanyOrganisation {
  id: string
  level: OrganisationLevel
  /** Of a branch only. */
  kind?: BranchKind
  name: string
  shortName: string
  /** `null` for the headquarters' committee. Superiors come before those below them. */
  parentId: string | null
  /** The offices or projects whose people it organises; several only for a joint branch. */
  units: string[]
  /** On a construction site rather than in an office. */
  project: boolean
  openedOn: LocalDate
  /** The last day, where it is known. */
  closesOn?: LocalDate
  /** When its officers' term ends. A temporary branch and a group have none (ORG-7, ORG-13). */
  termEndsOn?: LocalDate
  /** IANA name. */
  timeZone: string
  /** `none`: phones have no network there, as in a tunnel. */
  signal: 'normal' | 'none'
}

/** A person in the books of one branch, from applicant to full member. Everything about them is invented. */
export interface CompanyMember {
  id: string
  name: string
  gender: 'male' | 'female'
  /** Eleven digits from 1099, which no network assigns. Unique. */
  phone: string
  /** 工号. Unique. */
  employeeNumber: string
  /** `YYYY-MM`. */
  birthMonth: string
  stage: MemberStage
  /** Which of the branch's units they work in. */
  unit: string
  /** The one formal 组织关系. */
  affiliation: { orgId: string; from: LocalDate }
  /** The group of that branch, where it has groups. */
  groupId?: string
  /** 递交入党申请书. */
  appliedOn: LocalDate
  /** 确定入党积极分子. */
  activistOn?: LocalDate
  /** 确定发展对象. */
  candidateOn?: LocalDate
  /** The branch's vote, from which probation counts. */
  joinedOn?: LocalDate
  /** 转正, from which Party standing counts. */
  convertedOn?: LocalDate
  attachments: { orgId: string; from: LocalDate; until?: LocalDate }[]
  posts: CompanyPost[]
}

interface CompanyPost {
  role: PostRole
  orgId: string
  from: LocalDate
  until?: LocalDate
}
