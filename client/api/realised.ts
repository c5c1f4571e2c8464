import type {
  CalibrationView,
  RealisedBenefit,
  RealisedPortfolio,
  RealisedWorkload,
} from '#models/realised/realised.views.ts'
import { get } from './http.ts'

type Asked = { readonly asKnown?: string | undefined; readonly body?: string | undefined }

function path(rest: string, { asKnown, body }: Asked): string {
  const query = new URLSearchParams()
  if (asKnown !== undefined) query.set('asKnown', asKnown)
  if (body !== undefined) query.set('body', body)
  return `/api/realised${rest}${query.size === 0 ? '' : `?${query}`}`
}

export const realisedPortfolioPath = (asked: Asked) => path('', asked)
export const realisedBenefitPath = (code: string, asked: Asked) => path(`/benefits/${encodeURIComponent(code)}`, asked)
export const realisedWorkloadPath = (code: string, asKnown?: string) =>
  path(`/workloads/${encodeURIComponent(code)}`, { asKnown })
export const calibrationPath = '/api/realised/calibration'

export async function realisedPortfolio(of: string, signal: AbortSignal): Promise<RealisedPortfolio> {
  return await get(of, { signal })
}
export async function realisedBenefit(of: string, signal: AbortSignal): Promise<RealisedBenefit> {
  return await get(of, { signal })
}
export async function realisedWorkload(of: string, signal: AbortSignal): Promise<RealisedWorkload> {
  return await get(of, { signal })
}
export async function calibration(of: string, signal: AbortSignal): Promise<CalibrationView> {
  return await get(of, { signal })
}
