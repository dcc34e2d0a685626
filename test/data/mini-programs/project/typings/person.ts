export interface Person {
  given?: string
  family: string
}
