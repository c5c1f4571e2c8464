/** Usage details as the consumption API of Azure writes them, of an enterprise agreement. */
export const legacy = (n: number, more: object = {}) => ({
  id: `/usage/${n}`,
  kind: 'legacy',
  tags: { workload: 'CH-000001' },
  properties: {
    billingAccountId: '8000001',
    billingCurrency: 'CAD',
    billingPeriodStartDate: '2026-09-01T00:00:00.0000000Z',
    date: '2026-09-07T00:00:00.0000000Z',
    cost: 10,
    quantity: 5,
    payGPrice: 3,
    chargeType: 'Usage',
    pricingModel: 'OnDemand',
    subscriptionId: 'sub-1',
    resourceId: `/vm/${n}`,
    resourceLocation: 'canadacentral',
    consumedService: 'Microsoft.Compute',
    benefitId: '',
    meterDetails: { meterName: 'D2s v5', meterCategory: 'Virtual Machines', unitOfMeasure: '1 Hour' },
    ...more,
  },
})
/** The same of a Microsoft customer agreement. */
export const modern = (n: number, more: object = {}) => ({
  id: `/usage/${n}`,
  kind: 'modern',
  properties: {
    billingAccountId: 'mca-1',
    billingCurrencyCode: 'CAD',
    pricingCurrencyCode: 'USD',
    exchangeRatePricingToBilling: 1.4064,
    billingPeriodStartDate: '2026-09-01T00:00:00Z',
    date: '2026-09-07T00:00:00Z',
    costInBillingCurrency: 14.064,
    costInPricingCurrency: 10,
    costInUSD: 10,
    paygCostInBillingCurrency: 16.8768,
    quantity: 10,
    chargeType: 'Usage',
    pricingModel: 'OnDemand',
    subscriptionGuid: 'sub-2',
    instanceName: `/vm/${n}`,
    invoiceId: 'G001',
    meterCategory: 'Virtual Machines',
    unitOfMeasure: '1 Hour',
    ...more,
  },
})
/** The same records on both sides of the costs. */
export const both = (list: readonly object[]) => ({ actualcost: list, amortizedcost: list })
