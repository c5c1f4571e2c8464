/**
 * What an account carries of the person behind it: its login, without what tells two accounts of one address apart (case, width of letters, and
 * `+tag` of an e-mail). Two logins that give the same are of one person; two that differ may still be, which an account alone cannot tell:
 * accounts hold neither a number of employee nor a subject of an identity provider.
 */
export function personOf(login: string): string {
  const text = login.normalize('NFKC').trim().toLowerCase()
  const at = text.lastIndexOf('@')
  if (at < 1) return text
  const [local = ''] = text.slice(0, at).split('+')
  return local === '' ? text : `${local}${text.slice(at)}`
}
