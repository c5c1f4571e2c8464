import type { IncidentEdit, IncidentView, NewIncident } from '#models/incidents/incident.schemas.ts'
import { get, post, put } from './http.ts'

export const incidentsPath = '/api/incidents'
const pageSize = 500

/** Every page of the register: numbers are given in order, and the last one of a page starts the next. */
export async function incidentRegister(path: string, signal: AbortSignal): Promise<readonly IncidentView[]> {
  const all: IncidentView[] = []
  for (;;) {
    const last = all.at(-1)?.code
    const cursor = last === undefined ? '' : `&cursor=${last}`
    const page = await get<readonly IncidentView[]>(`${path}?limit=${pageSize}${cursor}`, { signal })
    all.push(...page)
    if (page.length < pageSize) return all
  }
}

export async function recordIncident(entry: NewIncident): Promise<IncidentView> {
  return await post(incidentsPath, entry)
}

export async function editIncident(incident: IncidentView, edit: IncidentEdit): Promise<IncidentView> {
  return await put(`${incidentsPath}/${encodeURIComponent(incident.code)}`, edit, { ifMatch: incident.etag })
}
