/**
 * The youth page starts here: it takes over from the daemon's first HTML, which was already of use
 * without it.
 */
import '@digdir/designsystemet-css/base.css';
import '@digdir/designsystemet-css/button.css';
import '@digdir/designsystemet-css/input.css';
import '@digdir/designsystemet-css/label.css';
import '@digdir/designsystemet-css/heading.css';
import '@digdir/designsystemet-css/paragraph.css';
import '@digdir/designsystemet-css/link.css';
import './samtale.css';
import './page.css';
import { canSeal } from '@samtale/core/seal/able';
import { render } from 'preact';
import { readData, type Door } from './data.ts';
import { Entrance } from './entrance.ts';
import { lay } from './ground.ts';
import { hasLeft, watchLeaving, watchLoader } from './leave.ts';
import { loadAllTexts, loadTexts, type Texts } from './texts.ts';
import { App } from './views/app.tsx';
import { setPage } from './views/context.ts';

const LANGUAGE = 'language';

/** Whether this browser can hold a conversation, and seal it. */
async function isAble(): Promise<boolean> {
	return 'WebSocket' in window && (await canSeal());
}

/** The daemon's HTML stays, and says what to do instead. */
function sayUnable(place: Element | null, texts: Texts): void {
	const said = document.createElement('p');
	said.textContent = texts.t('youth.unsupported.text');
	place?.classList.add('now');
	place?.replaceChildren(said);
}

async function start(): Promise<void> {
	const root = document.getElementById('app');
	const door = readData<Door>('door');
	const slow = document.querySelector('.slow');
	if (!root || !door) {
		slow?.classList.add('now');
		return;
	}
	watchLoader(door.sites);
	if (!(await isAble())) {
		sayUnable(slow, await loadTexts(door.lang));
		return;
	}
	const first = root.querySelector<HTMLDetailsElement>('.help');
	const firstHelp = first?.querySelector('.panel')?.innerHTML ?? '';
	let texts: Texts | null = null;
	let drawn = false;
	const draw = () => {
		if (drawn && texts && !hasLeft()) {
			setPage({ entrance, visit: entrance.visit!, state: entrance.state, texts, firstHelp, speak });
			render(<App />, root);
			lay(entrance.state, texts.language);
		}
	};
	const language = (): string => entrance.store.get(LANGUAGE) ?? door.lang;
	const learnTexts = async (): Promise<void> => {
		const wanted = language();
		const loaded = await loadAllTexts(wanted);
		if (language() !== wanted) {
			/* On a slow network the youth has chosen another one meanwhile. */
			return learnTexts();
		}
		texts = loaded;
		draw();
	};
	const entrance = new Entrance(door, () => texts?.language ?? door.lang, draw, learnTexts);
	const speak = (chosen: string) => {
		entrance.store.set(LANGUAGE, chosen);
		void learnTexts();
	};
	const prepared = entrance.prepare();
	const said = await loadTexts(language());
	texts ??= said;
	const open = first?.open === true;
	slow?.remove();
	root.replaceChildren();
	drawn = true;
	draw();
	if (open) {
		root.querySelector('.help')?.setAttribute('open', '');
	}
	watchLeaving(() => entrance.leaveQuickly((texts ?? said).t('youth.left.status')));
	await prepared;
}

void start();
