import type { Audience } from '../../../../typings/notice'

/** The audiences a publisher chooses from; all lie at or below their own organisation. */
export const AUDIENCES: readonly {
  name: string
  narrow: Pick<Audience, 'stages' | 'roles'>
}[] = [
  { name: '所有人', narrow: { stages: [], roles: [] } },
  { name: '正式党员和预备党员', narrow: { stages: ['full', 'probationary'], roles: [] } },
  { name: '预备党员', narrow: { stages: ['probationary'], roles: [] } },
  { name: '积极分子和发展对象', narrow: { stages: ['activist', 'candidate'], roles: [] } },
  { name: '各级书记', narrow: { stages: [], roles: ['secretary'] } },
]

export function audienceAt(index: number, orgId: string): Audience {
  const narrow = AUDIENCES[index]?.narrow ?? { stages: [], roles: [] }
  return { orgIds: [orgId], memberIds: [], ...narrow }
}

/** Which of the choices an audience is; the first when it is none of them. */
export function audienceIndex({ stages, roles }: Audience): number {
  const found = AUDIENCES.findIndex(
    ({ narrow }) => narrow.stages.join() === stages.join() && narrow.roles.join() === roles.join(),
  )
  return Math.max(found, 0)
}
