// What people say in the tests: every special letter of Norwegian, Danish and Northern Sami, and the kinds of emoji that
// break programs which count wrongly.

const YOUTH = [
	'Hei, er noen der?', 'Jeg heter ikke Åse, men nesten 🙂', 'Æ e lei mæ', 'Det er vanskelig å si …',
	'På skolen går det dårlig',
	'Mamma sier «slutt å gråte»', 'Jeg får ikke sove 😴', 'Kjæresten min gjorde det slutt 💔', 'Mun lean váiban',
	'Čáhppes beaivi, ŋuorra šaddá',
	'Ikke si det til noen 🙏🏽', 'æøå ÆØÅ äö ÄÖ', 'áčđŋšŧž ÁČĐŊŠŦŽ', 'Familien min: 👩‍👩‍👧', 'Vi bor i 🇳🇴 nå',
	'<b>ikke fet</b> & "sitat"', 'To linjer\nher', 'Combining: a\u030A er ikke å', 'Takk, det hjalp 🫶🏼',
	'Ha det bra 👋🏿',
];
const COUNSELLOR = [
	'Hei! Jeg heter Ingrid, jeg er her.', 'Så fint at du skriver 🙂', 'Det høres tungt ud',
	'Vil du fortælle mere?', 'Hvordan går det derhjemme?',
	'Jeg hører hvad du siger', 'Tag den tid du behøver ⏳', 'Det er ikke din skyld ❤️', 'Giitu go muitalat',
	'Gos don ásat?',
	'Vi har tavshedspligt', 'Ærlighed, øvelse, ånd', 'Er du i sikkerhet nå? 🛟', 'Ring 116 111 når som helst',
	'Flag: 🇩🇰 🏳️‍🌈',
	'1 < 2 && 3 > 2', 'Først dette,\nså det', 'Ordet «ræv» på dansk 🦊', 'Lykke til! 🍀',
	'Skriv igjen når du vil 🌅',
];

/** Twenty messages each way: [{from: 'youth' | 'counsellor', text}], in turns, each text once. */
export const DIALOGUE = YOUTH.flatMap((text, i) => [
	{ from: 'youth', text },
	{ from: 'counsellor', text: COUNSELLOR[i] },
]);
