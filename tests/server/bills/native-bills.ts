// Bills of our own making, in the shape of each provider's files, with the traps its files are known for.

const cell = (value: string) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)
export const csv = (header: readonly string[], rows: readonly (readonly string[])[], before = '') =>
  `${before}${[header, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`

export const eaHeader =
  'InvoiceSectionName,AccountName,AccountOwnerId,SubscriptionId,SubscriptionName,ResourceGroup,ResourceLocation,Date,ProductName,MeterCategory,MeterSubCategory,MeterId,MeterName,MeterRegion,UnitOfMeasure,Quantity,EffectivePrice,CostInBillingCurrency,CostCenter,ConsumedService,ResourceId,Tags,OfferId,AdditionalInfo,ServiceInfo1,ServiceInfo2,ResourceName,ReservationId,ReservationName,UnitPrice,ProductOrderId,ProductOrderName,Term,PublisherType,PublisherName,ChargeType,Frequency,PricingModel,AvailabilityZone,BillingAccountId,BillingAccountName,BillingCurrencyCode,BillingPeriodStartDate,BillingPeriodEndDate,BillingProfileId,BillingProfileName,InvoiceSectionId,IsAzureCreditEligible,PartNumber,PayGPrice,PlanName,ServiceFamily,CostAllocationRuleName,benefitId,benefitName,AccountId,ResourceLocationNormalized'.split(
    ',',
  )
export const mcaHeader =
  'invoiceId,previousInvoiceId,billingAccountId,billingAccountName,billingProfileId,billingProfileName,invoiceSectionId,invoiceSectionName,resellerName,resellerMpnId,costCenter,billingPeriodEndDate,billingPeriodStartDate,servicePeriodEndDate,servicePeriodStartDate,date,serviceFamily,productOrderId,productOrderName,consumedService,meterId,meterName,meterCategory,meterSubCategory,meterRegion,ProductId,ProductName,SubscriptionId,subscriptionName,publisherType,publisherId,publisherName,resourceGroupName,ResourceId,resourceLocation,location,effectivePrice,quantity,unitOfMeasure,chargeType,billingCurrency,pricingCurrency,costInBillingCurrency,costInPricingCurrency,costInUsd,paygCostInBillingCurrency,paygCostInUsd,exchangeRatePricingToBilling,exchangeRateDate,isAzureCreditEligible,serviceInfo1,serviceInfo2,additionalInfo,tags,PayGPrice,frequency,term,reservationId,reservationName,pricingModel,unitPrice,costAllocationRuleName,benefitId,benefitName,provider'.split(
    ',',
  )

const plain: Readonly<Record<string, string>> = {
  subscriptionid: 'sub-1',
  subscriptionname: 'Production',
  resourcegroup: 'rg-portail',
  resourcegroupname: 'rg-portail',
  resourcelocation: 'canadacentral',
  date: '09/07/2026',
  productname: 'Virtual Machines Dsv5 Series',
  metercategory: 'Virtual Machines',
  meterid: 'm-1',
  metername: 'D2s v5',
  unitofmeasure: '1 Hour',
  quantity: '10',
  effectiveprice: '1',
  costinbillingcurrency: '10',
  consumedservice: 'Microsoft.Compute',
  resourceid: '/subscriptions/sub-1/resourceGroups/rg-portail/providers/Microsoft.Compute/virtualMachines/vm-1',
  resourcename: 'vm-1',
  unitprice: '1',
  publishertype: 'Azure',
  publishername: 'Microsoft',
  chargetype: 'Usage',
  frequency: 'UsageBased',
  pricingmodel: 'OnDemand',
  billingaccountid: '8000001',
  billingaccountname: 'Organisme fictif',
  billingcurrencycode: 'CAD',
  billingcurrency: 'CAD',
  pricingcurrency: 'USD',
  billingperiodstartdate: '09/01/2026',
  billingperiodenddate: '09/30/2026',
  partnumber: 'AAA-1',
  productid: 'DZH1',
  paygprice: '1.2',
  servicefamily: 'Compute',
}

/** A row of Microsoft's cost details under this header: usual values, but for those given (names in any case). */
export function azureRow(header: readonly string[], more: Readonly<Record<string, string>> = {}): string[] {
  const given = Object.fromEntries(Object.entries(more).map(([name, value]) => [name.toLowerCase(), value]))
  return header.map((name) => given[name.toLowerCase()] ?? plain[name.toLowerCase()] ?? '')
}

export const curHeader =
  'bill_bill_type,bill_billing_entity,bill_billing_period_end_date,bill_billing_period_start_date,bill_invoice_id,bill_invoicing_entity,bill_payer_account_id,bill_payer_account_name,identity_line_item_id,line_item_currency_code,line_item_legal_entity,line_item_line_item_description,line_item_line_item_type,line_item_operation,line_item_product_code,line_item_resource_id,line_item_unblended_cost,line_item_usage_account_id,line_item_usage_account_name,line_item_usage_amount,line_item_usage_end_date,line_item_usage_start_date,line_item_usage_type,pricing_currency,pricing_public_on_demand_cost,pricing_public_on_demand_rate,pricing_rate_id,pricing_unit,product_region_code,product_servicecode,product_sku,reservation_effective_cost,reservation_reservation_a_r_n,reservation_unused_amortized_upfront_fee_for_billing_period,reservation_unused_recurring_fee,resource_tags,savings_plan_savings_plan_a_r_n,savings_plan_savings_plan_effective_cost,savings_plan_total_commitment_to_date,savings_plan_used_commitment'.split(
    ',',
  )

const plainCur: Readonly<Record<string, string>> = {
  bill_bill_type: 'Anniversary',
  bill_billing_entity: 'AWS',
  bill_billing_period_start_date: '2026-09-01T00:00:00.000Z',
  bill_billing_period_end_date: '2026-10-01T00:00:00.000Z',
  bill_invoice_id: 'INV-9',
  bill_invoicing_entity: 'Amazon Web Services Canada',
  bill_payer_account_id: '111111111111',
  bill_payer_account_name: 'Paiement',
  line_item_currency_code: 'USD',
  line_item_legal_entity: 'Amazon Web Services Canada',
  line_item_line_item_type: 'Usage',
  line_item_product_code: 'AmazonEC2',
  line_item_resource_id: 'i-1',
  line_item_unblended_cost: '1.07',
  line_item_usage_account_id: '222222222222',
  line_item_usage_amount: '10',
  line_item_usage_start_date: '2026-09-07T00:00:00.000Z',
  line_item_usage_end_date: '2026-09-08T00:00:00.000Z',
  line_item_usage_type: 'CAN1-BoxUsage:m6i.large',
  pricing_public_on_demand_cost: '1.07',
  pricing_public_on_demand_rate: '0.107',
  pricing_rate_id: '1',
  pricing_unit: 'Hrs',
  product_region_code: 'ca-central-1',
  product_servicecode: 'AmazonEC2',
  product_sku: 'SKU1',
  resource_tags: '{"user_workload":"CH-000001"}',
}

export function curRow(more: Readonly<Record<string, string>> = {}, header = curHeader): string[] {
  return header.map((name) => more[name] ?? plainCur[name] ?? '')
}
