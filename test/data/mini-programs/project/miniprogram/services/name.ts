import { Person } from '../../typings/person'

/** Family name first. */
export function fullName(person: Person): string {
  return person.family + (person.given ?? '')
}
