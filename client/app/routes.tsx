import { Route, Router } from '@solidjs/router'
import { type Component, lazy } from 'solid-js'
import { Layout } from './layout.tsx'
import { NotFoundPage } from './not-found.tsx'

// Every page is a chunk of its own; the list by pattern lets a page appear by adding its file.
const pages = import.meta.glob<Readonly<Record<string, Component>>>(['../*/*-page.tsx', '!../gallery/*'])

function page(file: string, name: string): Component {
  return lazy(async () => {
    const module = await pages[`../${file}.tsx`]?.()
    return { default: module?.[name] ?? NotFoundPage }
  })
}

const HomePage = page('home/home-page', 'HomePage')
const PortfolioPage = page('inventory/portfolio-page', 'PortfolioPage')
const WorkloadPage = page('inventory/workload-page', 'WorkloadPage')
const ImportsPage = page('imports/imports-page', 'ImportsPage')
const ImportPage = page('imports/import-page', 'ImportPage')
const ClassificationPage = page('classification/classification-page', 'ClassificationPage')
const PrivacyPage = page('privacy/privacy-page', 'PrivacyPage')
const BenefitsPage = page('benefits/benefits-page', 'BenefitsPage')
const ValidationPage = page('claims/validation-page', 'ValidationPage')
const DispositionPage = page('strategies/disposition-page', 'DispositionPage')
const ExemptionsPage = page('exemptions/exemptions-page', 'ExemptionsPage')
const IncidentsPage = page('incidents/incidents-page', 'IncidentsPage')
const WavesPage = page('waves/waves-page', 'WavesPage')
const CasesPage = page('cases/cases-page', 'CasesPage')
const CasePage = page('cases/case-page', 'CasePage')
const BillsPage = page('bills/bills-page', 'BillsPage')
const BillMonthPage = page('bills/month-page', 'BillMonthPage')
const BillDeliveryPage = page('bills/delivery-page', 'DeliveryPage')
const PricesPage = page('prices/prices-page', 'PricesPage')
const AllocationPage = page('allocation/allocation-page', 'AllocationPage')
const UnitCostsPage = page('allocation/unit-costs-page', 'UnitCostsPage')
const LedgerPage = page('ledgers/ledger-page', 'LedgerPage')
const RulesPage = page('rules/rules-page', 'RulesPage')
const FormulasPage = page('formulas/formulas-page', 'FormulasPage')
const AuditPage = page('audit/audit-page', 'AuditPage')
const AccountsPage = page('access/accounts-page', 'AccountsPage')
const BarometerPage = page('barometer/barometer-page', 'BarometerPage')
const ManageBarometerPage = page('barometer/manage-page', 'ManageBarometerPage')
const BoardPage = page('board/board-page', 'BoardPage')
const SignInPage = page('access/sign-in-page', 'SignInPage')
const LinkPage = page('access/link-page', 'LinkPage')

/** French paths in both languages: an address sent to a colleague opens the same page. */
export function App() {
  return (
    <Router>
      <Route path="/connexion" component={SignInPage} />
      <Route path="/lien" component={LinkPage} />
      <Route path="/barometre" component={BarometerPage} />
      <Route path="/" component={Layout}>
        <Route path="/" component={HomePage} />
        <Route path="/portefeuille" component={PortfolioPage} />
        <Route path="/charges/:code" component={WorkloadPage} />
        <Route path="/importer" component={ImportsPage} />
        <Route path="/importer/:id" component={ImportPage} />
        <Route path="/classification" component={ClassificationPage} />
        <Route path="/vie-privee" component={PrivacyPage} />
        <Route path="/vagues" component={WavesPage} />
        <Route path="/dossiers" component={CasesPage} />
        <Route path="/dossiers/:code" component={CasePage} />
        <Route path="/benefices" component={BenefitsPage} />
        <Route path="/benefices/validation" component={ValidationPage} />
        <Route path="/benefices/conseil" component={BoardPage} />
        <Route path="/barometre/gestion" component={ManageBarometerPage} />
        <Route path="/disposition" component={DispositionPage} />
        <Route path="/derogations" component={ExemptionsPage} />
        <Route path="/incidents" component={IncidentsPage} />
        <Route path="/factures" component={BillsPage} />
        <Route path="/factures/repartition" component={AllocationPage} />
        <Route path="/factures/grand-livre" component={LedgerPage} />
        <Route path="/factures/couts-unitaires" component={UnitCostsPage} />
        <Route path="/factures/mois/:source/:month" component={BillMonthPage} />
        <Route path="/factures/recues/:delivery" component={BillDeliveryPage} />
        <Route path="/prix" component={PricesPage} />
        <Route path="/regles" component={RulesPage} />
        <Route path="/formules" component={FormulasPage} />
        <Route path="/journal" component={AuditPage} />
        <Route path="/comptes" component={AccountsPage} />
        <Route path="*rest" component={NotFoundPage} />
      </Route>
    </Router>
  )
}
