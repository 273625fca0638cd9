// What the youth's walks stand on: one daemon whose doors are open, shut or left to others; a line that can be cut, with somebody
// on it who can put in a frame; one browser; and counsellors without a screen.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startDaemon } from '../../../live/lib/daemon.mjs';
import { freshFolder, hoursInTwoDays } from '../../../live/lib/demo.mjs';
import { ROOT } from '../../../live/lib/npm.mjs';
import { comeSealedCounsellor } from '../../../live/lib/sealed.mjs';
import { until } from '../../../live/lib/wait.mjs';
import { startBrowser } from '../../lib/browser.mjs';
import { Line } from '../../lib/line.mjs';
import { BROKEN_LINE, Phone } from '../../lib/people.mjs';
import { Relay } from '../../lib/relay.mjs';

const SHUT = { hours: hoursInTwoDays(), exceptions: '', holidays: 'closed' };
const ALLOWED = [...BROKEN_LINE, /ERR_INTERNET_DISCONNECTED/];

/* What a counsellor writes who takes whoever waits, and one who takes nobody. */
const WRITTEN = ['nb', 'nn', 'se', 'da', 'en'];
const BUSY = { languages: ['uk'] };

/* A place in the queue to which nothing has happened. */
const PLACE = { level: 0, band: 2, widened: 0, opens_at: 0, overdue: 0, languages: [], others: 0 };

/** Texts of a language of the page. */
export const textsOf = (language) => JSON.parse(readFileSync(join(ROOT, `config/texts/${language}.json`), 'utf8'));

/* The services of the repository, as they are when a person has confirmed some: `id` of each. They are open at any hour. */
function confirmedData(folder, ids) {
	cpSync(join(ROOT, 'config/data'), folder, { recursive: true });
	const path = join(folder, 'help-services.tsv');
	const lines = readFileSync(path, 'utf8').split('\n').map((line) => {
		const cells = line.split('\t');
		if (ids.includes(cells[1])) {
			cells[5] = '24h';
			cells[10] = '2026-11-01';
			cells[11] = 'test';
		}
		return cells.join('\t');
	});
	writeFileSync(path, lines.join('\n'));
	return folder;
}

export class Stage {
	/** keys: of the configuration. */
	static async set(keys = {}) {
		const stage = new Stage();
		stage.relay = await Relay.open();
		stage.line = await Line.open();
		const folder = freshFolder();
		stage.daemon = await startDaemon({
			folder,
			keys: {
				origins: JSON.stringify([stage.line.origin]),
				hosts: JSON.stringify([stage.line.host]),
				data: confirmedData(join(folder, 'data'), ['113', '112', '116117', '116111-phone', '116111-chat']),
				workers: 1,
				wrap_up_seconds: 0,
				bucket_youth: 200,
				...keys,
			},
			agencies: { kristiansand: SHUT, karasjok: SHUT, 'ung-norge': SHUT, aarhus: SHUT, 'ung-danmark': SHUT },
		});
		stage.relay.lead(stage.daemon);
		stage.line.lead({ port: new URL(stage.relay.origin).port });
		stage.browser = await startBrowser();
		return stage;
	}

	/** A phone at a door, on the line. language: of the page, when not that of the door. */
	async phone(path = '/w/oslo', { language, ...options } = {}) {
		const phone = await Phone.open(this.browser, this.line, path, { allowed: ALLOWED, ...options });
		if (language) {
			await phone.page.evaluate((code) => sessionStorage.setItem('language', code), language);
			await phone.page.reload();
			await phone.page.waitForFunction((code) => document.documentElement.lang === code, language);
		}
		return phone;
	}

	/** A counsellor on shift, for nobody who does not write Ukrainian: a youth waits until `take`. */
	async staff(name) {
		const counsellor = await comeSealedCounsellor(this.daemon, name, { slot: 1 });
		await counsellor.shift(BUSY);
		return counsellor;
	}

	/** The counsellor takes who waits; gives the room, open and sealed. */
	async take(counsellor) {
		await counsellor.shift({ languages: WRITTEN });
		const { room } = await counsellor.next('opened');
		await counsellor.shift(BUSY);
		return until(() => {
			const one = counsellor.rooms.get(room);
			return one?.seal?.open && one;
		}, 'the seal of the room', { more: () => counsellor.client.seen() });
	}

	/** A frame that the daemon did not send. */
	tell(frame) {
		this.relay.tell(frame);
	}

	/** What the line says of a place in the queue from now on, whatever the daemon says. */
	queued(change) {
		this.relay.bendDown = (frame) => frame.type === 'queued' && Object.assign(frame, PLACE, change);
		this.tell({ type: 'queued', waited: 5, why: '', ...PLACE, ...change });
	}
}
