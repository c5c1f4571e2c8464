import { wordHash } from './characters.ts'

/** What a word inside a value says, as bits that add up. */
export const wordSense = {
  firstName: 1,
  surname: 2,
  street: 4,
  health: 8,
  justice: 16,
  /** Belongs to an organisation, a trade or a thing: its presence denies a person's name. */
  notPerson: 32,
  secret: 64,
  postBox: 128,
} as const

// Frequent names of Québec and of its immigration, from general knowledge: enough of them for a column to be known, never for one person.
const firstNames = `
marie jean pierre louise luc sylvie michel nathalie andre isabelle daniel julie francois chantal martin annie stephane caroline patrick
melanie alexandre emilie mathieu genevieve samuel lea william emma thomas olivia mohamed fatima aisha carlos ingrid anne sophie eve rosalie
edouard gisele normand rejean huguette jacques robert claude paul rene guy louis yves gilles richard alain denis serge marc sylvain mario
benoit eric steve jonathan david simon nicolas vincent sebastien maxime kevin gabriel felix antoine olivier charles philippe christian
dominique francine diane johanne linda lucie manon josee martine helene danielle ginette monique nicole carole lise denise pauline therese
jeannine yvette claire ghislaine celine micheline line lyne guylaine brigitte christine catherine veronique stephanie valerie karine jessica
audrey sarah laurence camille charlotte alice florence beatrice juliette zoe jade noemie megane ariane justine amelie elise marianne jacob
logan liam noah leo arthur nathan raphael xavier zachary adam elliot james john mary patricia jennifer elizabeth barbara susan margaret
michael joseph christopher george kenneth brian edward anthony karen nancy lisa betty helen sandra donna carol ruth sharon laura amy anna
ahmed ali omar hassan youssef karim rachid leila nadia samira yasmine amina ibrahim mamadou moussa aminata awa jose juan luis miguel maria
ana carmen sofia elena ivan olga natalia dmitri wei li ming yan minh thi linh anh priya raj amit sanjay anita jorge pedro rosa giovanni marco
giuseppe antonio franco emily hannah grace ethan benjamin lucas oliver henry jack harry oscar hugo jules yvon fernand roland lucien marcel
raymond gerard roger maurice leo armand emile henri alphonse germaine jeanne simone rita aline cecile irene madeleine colette jocelyne
jocelyn lorraine lucette ghislain clement bernard gaetan rosaire fabien damien tristan etienne emmanuel joel joanie vanessa cynthia sabrina
mireille solange odette suzanne suzie pascal pascale cedric frederic frederique gabrielle michelle danny dany tommy jimmy johnny bruno
zacharie zacharia`
const surnames = `
tremblay gagnon roy cote bouchard gauthier morin lavoie fortin gagne ouellet pelletier belanger levesque bergeron leblanc paquette girard
simard boucher caron beaulieu cloutier dube poirier fournier lapointe leclerc lefebvre poulin thibault nadeau landry martel grenier lessard
bedard dufour turcotte smith nguyen diallo traore hernandez kowalski singh haddad benali vaillancourt desrochers larochelle michaud lepage
lambert desjardins proulx gosselin savard dubois blais parent harvey perron villeneuve demers hebert cyr rousseau boivin archambault
theriault tessier allard mercier richard plante lalonde langlois gravel boudreau charbonneau beauchamp dion audet robitaille couture
beaudoin beaudry boisvert bernier bolduc bourgeois bilodeau carrier champagne charron chouinard comeau cormier corriveau daigle deschenes
deslauriers desmarais doucet drouin duchesne dumont dupuis duval ethier ferland fontaine forest frechette gaudreau gendron gervais giroux
godin grondin guay guerin hamel houle huard jobin jutras labbe labelle labonte lachance lacasse lacroix laflamme lafleur laforest laframboise
lafrance lamontagne lamoureux lanctot langevin laplante larose lariviere larouche lauzon laurin lavallee lebel lebrun leduc legault lemay
lemieux lortie lussier maheux mailloux major marchand marcotte masse mathieu menard messier miron moreau morissette nault normand ouimet
paquet paradis payette petit picard pilon plourde poitras potvin pouliot provencher quirion racine raymond renaud rivard robert rochon rioux
rodrigue sauve senecal sirois soucy st talbot tanguay tardif therrien toupin trepanier trottier trudel vachon vallee verreault vezina
johnson williams brown jones garcia miller davis rodriguez martinez wilson anderson taylor thomas moore jackson lee thompson white harris
clark lewis robinson walker young allen king wright scott torres hill green adams baker nelson campbell mitchell carter roberts gomez
phillips evans turner diaz parker cruz edwards collins reyes stewart morris murphy cook rogers gutierrez ortiz morgan cooper peterson bailey
reed kelly howard ramos kim cox ward richardson wood watson brooks bennett gray james hughes price alvarez castillo sanders patel myers long
ross foster jimenez tran pham le vu dang bui do chen wang li zhang liu yang huang wu khan ahmed ali hussain mohamed ibrahim hassan ba sow
camara keita toure kone barry cisse sy ndiaye fall diop ouattara coulibaly kouassi benoit jean pierre joseph charles louis baptiste oconnor
connor brien neill macdonald mcdonald fraser gordon leclair ivanov petrov popescu silva santos ferreira pereira costa rossi russo ferrari`
const streets = `
rue boul boulevard avenue av ave chemin ch rang montee place cote street road drive lane crescent highway route allee terrasse croissant
impasse quai square court blvd rd st dr cres hwy`
const postBoxes = 'cp case box succ'
const health = `
diabete diabetes diabetique hypertension asthme asthma depression cancer tumeur tumor anxieux anxiete anxiety epilepsie epilepsy renale renal
insuffisance hepatite hepatitis allergie allergies allergy arachides schizophrenie schizophrenia migraine migraines autisme autism tdah adhd
alzheimer parkinson sclerose sclerosis arthrite arthritis arthrose osteoporose avc infarctus cardiaque cardiac pneumonie pneumonia bronchite
bronchitis vih hiv sida aids grossesse pregnancy pregnant enceinte obesite obesity demence dementia bipolaire bipolar toxicomanie alcoolisme
addiction anemie anemia thyroide hypothyroidie fibromyalgie lupus psoriasis eczema cirrhose leucemie leukemia lymphome lymphoma melanome
fracture entorse hernie commotion concussion chimiotherapie chemotherapy dialyse dialysis insuline insulin metformine metformin
acetaminophene ibuprofene amoxicilline amoxicillin penicilline penicillin ritalin morphine fentanyl methadone tuberculose tuberculosis covid
chirurgie surgery psychose psychosis burnout suicidaire suicidal coeliaque celiac crohn glaucome cataracte surdite cecite paraplegie
fauteuil trisomie pathologie diagnostic diagnosis symptomes symptoms`
const justice = `
vol theft fraude fraud assault agression voies faits conduite impaired facultes affaiblies stupefiants narcotics trafic trafficking meurtre
murder homicide manslaughter entrave obstruction probation incarceration condamne convicted acquitte acquitted coupable guilty plaidoyer
menaces threats harcelement harassment mefait mischief introduction effraction burglary robbery arson evasion recel possession detention
detenu inmate penitencier libere liberation arrestation arrest infraction offence accusation accuse`
const notPerson = `
inc ltee ltd corp llc enr service services direction gestion ministere agence bureau departement department division comite societe centre
center centrale systeme system serveur server projet project rapport report type standard actif active pending opened closed ferme plan
finances finance municipal regional portail portal imprimante clavier laser entrepot donnees data annuel basic premium analyste technicien
informatique approvisionnement virtuel documentaire en de des du cours et for ville city region quebec montreal levis gatineau rimouski
saguenay sherbrooke laval longueuil trois rivieres canada ontario universite university college cegep ecole school hopital hospital fonds
fondation association conseil council institut regie office commission tribunal secretariat programme program module version client clients
produit product table rue avenue boulevard chemin`
const secrets = 'password passwd pwd mdp passe motdepasse secret apikey token jeton'

// Open addressing over small integers: a Map of 32-bit numbers would box each key looked up.
const slots = 1 << 13
const hashes = new Int32Array(slots)
const senses = new Uint8Array(slots)

function slotOf(hash: number): number {
  let slot = hash & (slots - 1)
  while (hashes[slot] !== 0 && hashes[slot] !== hash) slot = (slot + 1) & (slots - 1)
  return slot
}

for (const [words, bit] of [
  [firstNames, wordSense.firstName],
  [surnames, wordSense.surname],
  [streets, wordSense.street],
  [postBoxes, wordSense.postBox],
  [health, wordSense.health],
  [justice, wordSense.justice],
  [notPerson, wordSense.notPerson],
  [secrets, wordSense.secret],
] as const)
  for (const word of words.split(/\s+/)) {
    if (word === '') continue
    const slot = slotOf(wordHash(word))
    hashes[slot] = wordHash(word)
    senses[slot] = (senses[slot] ?? 0) | bit
  }

/** What the word of this hash says; 0 when nothing is known of it. */
export function senseOf(hash: number): number {
  return senses[slotOf(hash)] ?? 0
}
