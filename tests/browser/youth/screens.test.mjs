// Every screen that a youth can come to, looked at on a small phone and at a desk, by day and by night: axe, targets, text,
// width, what stands first, and the next step. The pictures go into the gallery.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../live/lib/wait.mjs';
import { DESK, PHONE, checkClean } from '../lib/browser.mjs';
import { frontDoorOpens } from '../lib/people.mjs';
import { checkNextStep } from './lib/checks.mjs';
import { LOOKS, TWO_LOOKS, keepGallery, lookAround } from './lib/gallery.mjs';
import { Stage } from './lib/stage.mjs';

keepGallery();
const stage = await Stage.set();
const nowS = () => Math.floor(Date.now() / 1000);

let phone;
let oslo;
let room;

/* Screens that are seen at every size in every light; of the others one size a light. */
const MAIN = new Set([
	'door-open', 'door-pool', 'door-closed', 'know', 'choose', 'wait', 'turn', 'talk', 'talk-handover', 'after',
]);

/* A screen, and how one comes to it. There is a way on from it, which `more` may go. */
function screen(name, come, more) {
	test(`${name}: whole, readable, within reach, and not the end of the way`, async () => {
		await come();
		await lookAround(phone.page, name, { looks: MAIN.has(name) ? LOOKS : TWO_LOOKS });
		await checkNextStep(phone.page, name);
		await more?.();
	});
}

async function away() {
	assert.deepEqual(phone.page.faults, []);
	await phone.page.context().close();
}

/* The door as the daemon tells it, but for these. */
async function doorSays(change, path = '/w/oslo') {
	phone = await stage.phone(path);
	await phone.page.route(`**${path}`, async (route) => {
		const answer = await route.fetch();
		const body = (await answer.text()).replace(/(<script type="application\/json" id="door">)(.*?)(<\/script>)/s,
			(_, open, json, close) => open + JSON.stringify({ ...JSON.parse(json), ...change }) + close);
		await route.fulfill({ response: answer, body });
	});
	await phone.page.reload();
	await shown('start');
}

const shown = (name) => phone.mark(name).waitFor();
const stripSays = (something) => phone.page.waitForFunction(
	(wanted) => (document.querySelector('[data-test="strip"]').textContent.trim() !== '') === wanted, something,
);

/* --- doors --- */

screen('door-closed', async () => {
	phone = await stage.phone('/w/karasjok', { language: 'nb' });
	await shown('opens');
	await shown('tap');
});

screen('door-closed-tapped', async () => {
	await phone.click('tap');
	await phone.mark('tap').waitFor({ state: 'detached' });
}, away);

screen('door-nobody', async () => {
	phone = await stage.phone('/w/oslo');
	await phone.page.locator('.state.off').waitFor();
}, async () => {
	const { page } = phone;
	assert.equal(await page.locator('.state.off').textContent(), 'Ingen er på vakt akkurat nå');
	assert.equal(await page.getByText('Åpent nå').count(), 0, 'nobody on duty is not open');
	assert.equal(await page.evaluate(() => document.body.className), '', 'the lamp is out');
	await shown('call-now');
	await away();
});

screen('door-closed-national', async () => {
	phone = await stage.phone('/');
	await shown('call-now');
}, async () => {
	const names = await phone.mark('call-now').locator('h3').allTextContents();
	assert.deepEqual(names, ['Norge', 'Danmark'], 'whose numbers they are');
	await away();
});

test('counsellors come on shift and the doors open', async () => {
	oslo = await stage.staff('oslo');
	await frontDoorOpens(stage.daemon);
});

screen('door-pool', async () => {
	phone = await stage.phone('/w/kristiansand', { allowed: [/404/] });
	await shown('start');
});

screen('door-code', async () => {
	await phone.mark('code-entry').locator('summary').click();
	await phone.mark('code-typed').fill('ABCD EFGH JKMN PQRS');
	await phone.click('code-find');
	await phone.page.locator('[data-test="code-said"]:not(:empty)').waitFor();
}, away);

screen('door-full', () => doorSays({ state: 'full', band: 4 }), away);

screen('door-closing', () => doorSays({ state: 'closing', until: nowS() + 1800 }), away);

screen('door-national', async () => {
	phone = await stage.phone('/');
	await shown('start');
});

screen('place', async () => {
	await phone.click('start');
	await phone.click('know-next');
	await phone.mark('municipality').fill('kar');
	await shown('place-no-5610');
});

screen('place-none', () => phone.mark('municipality').fill('qqq'), away);

screen('door-open', async () => {
	phone = await stage.phone('/w/oslo');
	await shown('start');
});

screen('help-open', () => phone.mark('help').locator('summary').click(), () => phone.mark('help').locator('summary').click());

/* --- before the queue --- */

screen('know', async () => {
	await phone.click('start');
	await shown('know-next');
});

screen('know-duty', () => phone.page.locator('.five summary').click());

screen('choose', async () => {
	await phone.click('know-next');
	await shown('ask');
});

screen('urgent', async () => {
	await phone.mark('urgency-2').check();
	await phone.mark('urgent').scrollIntoViewIfNeeded();
}, () => phone.mark('urgency-0').check());

screen('choose-languages', async () => {
	await phone.page.getByText('Flere språk').click();
	await phone.mark('language-ar').scrollIntoViewIfNeeded();
});

screen('choose-refused', async () => {
	stage.relay.bendUp = (frame) => (frame.topic = frame.type === 'ask' ? 'nothing' : frame.topic);
	await phone.click('ask');
	await phone.page.locator('.act [role="alert"]').waitFor();
}, () => stage.relay.forget());

/* --- the queue --- */

screen('wait', async () => {
	await phone.ask();
	await phone.page.waitForFunction(() => Number(document.querySelector('[data-test="band"]')?.dataset.band) >= 0);
	stage.queued({});
	await phone.page.locator('[data-band="2"]').waitFor();
});

screen('wait-reading', async () => {
	await shown('reading');
	await phone.mark('reading').scrollIntoViewIfNeeded();
});

screen('wait-change', () => phone.click('change'), () => phone.page.getByRole('button', { name: 'Tilbake' }).click());

screen('wait-cancel', () => phone.click('cancel'), () => phone.page.getByRole('button', { name: 'Nei, vent videre' }).click());

test('what opens at the end of the waiting page is in sight, has the focus and gives it back', async () => {
	const { page } = phone;
	const holds = (wanted) => page.waitForFunction((name) => document.activeElement.dataset.test === name, wanted);
	await phone.click('cancel');
	await page.waitForFunction((text) => document.activeElement.ariaLabel === text, await page.locator('main .card:has([data-test=cancel-confirm]) > p').textContent());
	for (const way of ['cancel-confirm', 'cancel-diverted']) {
		const { y, height } = await phone.mark(way).boundingBox();
		assert.ok(y >= 0 && y + height <= PHONE.height, `${way} ends at ${y + height}`);
	}
	await page.getByRole('button', { name: 'Nei, vent videre' }).click();
	await holds('cancel');
	await phone.click('change');
	await page.waitForFunction(() => document.activeElement.tagName === 'H2');
	await page.getByRole('button', { name: 'Tilbake' }).click();
	await holds('change');
});

screen('wait-widened', () => stage.queued({ widened: 1, level: 1 }));

screen('wait-no-language', async () => {
	stage.queued({ languages: ['en'] });
	await shown('go-on-in');
});

screen('wait-nobody', () => stage.queued({ band: 0, level: 2 }), async () => {
	await shown('call-now');
	assert.equal(await phone.page.locator('.steps').count(), 0, 'nobody is asked where nobody is');
});
screen('wait-other-topic', () => stage.queued({ band: 0, level: 2, others: 1 }));

screen('wait-overdue', async () => {
	stage.queued({ band: 4, overdue: 1 });
	await shown('overdue');
});

screen('wait-frozen', async () => {
	stage.tell({ type: 'frozen', on: 1 });
	await stripSays(true);
}, async () => {
	stage.tell({ type: 'frozen', on: 0 });
	await stripSays(false);
});

screen('wait-cut', async () => {
	stage.queued({});
	stage.line.cut();
	await stripSays(true);
}, async () => {
	stage.line.mend();
	await stripSays(false);
});

screen('wait-ready', async () => {
	await phone.mark('first').fill('hei. vet ikke helt hvor jeg skal begynne, men det er mye krangling hjemme');
	await phone.click('first-ready');
	await shown('first-edit');
}, () => phone.click('first-edit'));

/* --- the talk --- */

screen('turn', async () => {
	room = await stage.take(oslo);
	await shown('turn');
	await phone.page.locator('[data-seal="open"]').waitFor();
	await room.say('Hei! Jeg heter Ida og jobber i Oslo. Fint at du skriver. Hva tenker du på?');
	await phone.shows(1);
}, async () => {
	/* A phone that is turned: the field is as high as its text is now. */
	const isHigherThan = (height) => phone.page.waitForFunction(
		([wanted, isHigh]) => (document.querySelector('[data-test="composer"]').offsetHeight > wanted) === isHigh, height,
	);
	await isHigherThan([100, true]);
	await phone.page.setViewportSize(DESK);
	await isHigherThan([90, false]);
	await phone.page.setViewportSize(PHONE);
	await isHigherThan([100, true]);
});

const saysHere = async (text) => {
	await phone.say(text);
	await until(() => room.texts.includes(text), text);
};

screen('talk', async () => {
	await phone.click('send');
	await phone.allStored();
	await room.say('Det høres slitsomt ut å være midt i. Hvor lenge har det vært sånn?');
	await saysHere('siden høstferien kanskje');
	await saysHere('jeg sitter mest på rommet med hodetelefoner');
	await phone.allStored();
});

screen('talk-typing', async () => {
	oslo.send({ type: 'typing', room: room.id });
	await shown('typing');
});

screen('talk-menu', () => phone.click('menu'));

screen('talk-swap', async () => {
	await phone.click('swap');
	await shown('swap-ask');
});

screen('talk-swap-summary', async () => {
	await phone.mark('history-summary').check();
	await phone.mark('summary').fill('det handler om krangling hjemme');
}, () => phone.click('swap-no'));

screen('talk-know', async () => {
	await phone.click('menu');
	await phone.click('know');
}, () => phone.page.getByRole('button', { name: 'Lukk' }).click());

screen('talk-end', async () => {
	await phone.click('menu');
	await phone.click('end');
	await shown('end-ask');
}, () => phone.click('end-no'));

screen('talk-handover', async () => {
	stage.tell({ type: 'proposed', room: room.id, kind: 2, name: 'Ung i Kristiansand' });
	await shown('hand-ask');
}, async () => {
	stage.tell({ type: 'handed', room: room.id, result: 'no' });
	await phone.mark('hand-ask').waitFor({ state: 'detached' });
});

screen('talk-away', async () => {
	stage.tell({ type: 'peer', room: room.id, seat: room.seat, what: 2, value: Date.now() - 130_000 });
	await phone.page.getByText('Borte siden 2 min').waitFor();
}, () => stage.tell({ type: 'peer', room: room.id, seat: room.seat, what: 3, value: 0 }));

screen('talk-ten-left', async () => {
	stage.tell({ type: 'period', room: room.id, ends_at: Date.now() + 600_000, what: 0 });
	await stripSays(true);
}, () => stage.tell({ type: 'period', room: room.id, ends_at: Date.now() + 600_000, what: 2 }));

screen('talk-too-long', () => phone.mark('composer').fill('mye '.repeat(2000)), () => phone.mark('composer').fill(''));

screen('talk-fresh', async () => {
	const { page } = phone;
	await page.setViewportSize({ width: 320, height: 480 });
	// The page stays at the end while it becomes smaller; only then, and a frame later, it hears that somebody reads further up.
	await page.waitForFunction(() => document.body.style.height === '480px');
	await page.locator('[role="log"]').evaluate((log) => {
		log.scrollTop = 0;
		return new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
	});
	await room.say('Det går fint. Begynn hvor du vil, vi har god tid.');
	await shown('fresh');
}, () => phone.click('fresh'));

screen('talk-frozen', async () => {
	stage.tell({ type: 'frozen', on: 1 });
	await stripSays(true);
}, async () => {
	stage.tell({ type: 'frozen', on: 0 });
	await stripSays(false);
});

screen('talk-cut', async () => {
	stage.line.cut();
	await phone.say('og lillebroren min gråter om kvelden');
	await stripSays(true);
}, async () => {
	stage.line.mend();
	await phone.allStored();
});

screen('talk-taken-over', async () => {
	const other = await phone.page.context().newPage();
	const storage = await phone.page.evaluate(() => ({ ...sessionStorage }));
	await other.addInitScript((items) => {
		for (const [key, value] of Object.entries(items)) sessionStorage.setItem(key, value);
	}, storage);
	await other.goto(phone.page.url());
	await other.locator('[data-test="talk"]').waitFor();
	await stripSays(true);
	await other.close();
}, async () => {
	await phone.page.locator('[data-test="strip"] button').click();
	await stripSays(false);
});

/* --- the end --- */

screen('after', async () => {
	await phone.click('menu');
	await phone.click('end');
	await phone.click('end-confirm');
	await shown('survey');
});

screen('after-survey', async () => {
	await phone.mark('place-2').check({ force: true });
	await phone.mark('now-4').check({ force: true });
	await phone.mark('survey').scrollIntoViewIfNeeded();
});

screen('after-sent', async () => {
	await phone.click('survey-send');
	await phone.page.locator('[data-test="survey-said"][data-is="sent"]').waitFor();
});

screen('after-code', async () => {
	await phone.click('code-ask');
	await shown('code');
	await phone.mark('come-back').scrollIntoViewIfNeeded();
}, async () => {
	assert.deepEqual(phone.page.faults, []);
	await checkClean(phone.page, 'the whole visit');
});
