import type { BranchKind, OrganisationLevel } from '../../typings/organisation'

/** A rule by its number, and its sentence for people. */
interface Condition {
  rule: string
  text: string
}

/**
 * When an organisation of a level or a branch of a kind is set up, as a person who sets one up should read it
 * before the superior's decision is entered. Sources: 《中国共产党支部工作条例（试行）》2018 art. 4–6,
 * 国企基层组织工作条例（试行）2019 art. 4.
 */
export const LEVEL_CONDITIONS: Readonly<Record<OrganisationLevel, Condition>> = {
  committee: { rule: 'ORG-1', text: '党员100人以上设立党委，不足的须经上级批准' },
  generalBranch: { rule: 'ORG-2', text: '党员50人以上、100人以下设立党总支，不足的须经上级批准' },
  branch: { rule: 'ORG-3', text: '正式党员3人以上应当成立党支部，党员一般不超过50人' },
  group: { rule: 'ORG-13', text: '党小组设在党支部内，不是一级组织，不作决定' },
}

export const KIND_CONDITIONS: Readonly<Record<BranchKind, Condition | null>> = {
  regular: null,
  joint: { rule: 'ORG-4', text: '正式党员不足3人的单位联合成立，覆盖单位一般不超过5个' },
  temporary: {
    rule: 'ORG-7',
    text: '临时党支部一般不发展党员、不处分党员、不收缴党费、不选举，随临时机构撤销',
  },
  mobile: { rule: 'ORG-6', text: '流动党员较多且相对集中的地方，由流出地党组织商流入地党组织设立' },
}
