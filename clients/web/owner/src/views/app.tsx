/** The whole page: the login, or the agency's pages one at a time, and the question before one is left unsaved. */
import type { I18n } from '@samtale/core/i18n';
import { WordsContext } from '@samtale/staff/context';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { PageContext, usePage } from '../context.ts';
import type { Network } from '../network.ts';
import type { Office } from '../office.ts';
import { Dates } from './dates.tsx';
import { DoorNow } from './door.tsx';
import { Figures } from './figures.tsx';
import { Form } from './form.tsx';
import { Hours } from './hours.tsx';
import { Limit } from './limit.tsx';
import { Log } from './log.tsx';
import { Agencies } from './network.tsx';
import { NotLive } from './not-live.tsx';
import { Palettes } from './palette.tsx';
import { People } from './people.tsx';
import { Replies } from './replies.tsx';
import { Problem } from './save-bar.tsx';
import { SignIn } from './sign-in.tsx';
import { Sites } from './sites.tsx';
import { Texts } from './texts.tsx';

/** Named by the fragment of the address; the first is shown without one. */
const SECTIONS = ['hours', 'texts', 'colours', 'people', 'replies', 'form', 'sites', 'figures', 'log', 'network'] as const;
type Section = (typeof SECTIONS)[number];

const here = (): Section => {
	const name = location.hash.slice(1) as Section;
	return SECTIONS.includes(name) ? name : 'hours';
};

function Bar() {
	const { i18n, office, network } = usePage();
	const person = office.person.value;
	const listed = network.agencies.value?.find(({ slug }) => slug === office.slug);
	return (
		<header class="bar">
			<span class="name">{i18n.t('staff.title')}</span>
			{person !== null && (
				<span class="who">
					<b>{office.kept.value?.['name'] ?? listed?.name ?? office.slug}</b>
					<span class="muted">
						{person.alias} · {i18n.t(`common.role.${person.role}`)}
					</span>
				</span>
			)}
			<span class="push row">
				{person !== null && office.isAllowed && office.kept.value?.['live'] !== 'no' && (
					<a href={`/w/${office.slug}`} target="_blank" rel="noopener">
						{i18n.t('owner.door.see')}
					</a>
				)}
				{person !== null && (
					<a href="/account" target="_blank" rel="opener" data-test="account">
						{i18n.t('staff.account')}
					</a>
				)}
				<a href="/desk">{i18n.t('owner.desk')}</a>
				{person !== null && (
					<button
						type="button"
						class="ds-button small"
						data-variant="secondary"
						data-test="logout"
						onClick={() => office.close()}
					>
						{i18n.t('owner.logout')}
					</button>
				)}
			</span>
		</header>
	);
}

/** Asked when another section is wanted while something here is not saved. */
function Leaving({ stay, go }: { stay(): void; go(): void }) {
	const { i18n } = usePage();
	return (
		<div class="note warn" role="alertdialog" aria-labelledby="leaving" data-test="leaving">
			<p id="leaving">{i18n.t('owner.leave.head')}</p>
			<div class="row">
				<button
					type="button"
					class="ds-button small"
					data-test="leave-stay"
					ref={(button) => button?.focus()}
					onClick={stay}
				>
					{i18n.t('owner.leave.stay')}
				</button>
				<button
					type="button"
					class="ds-button small"
					data-variant="secondary"
					data-test="leave-go"
					onClick={go}
				>
					{i18n.t('owner.leave.go')}
				</button>
			</div>
		</div>
	);
}

function Side({ section }: { section: Section }) {
	const { i18n, office, network } = usePage();
	/* A daemon that keeps no forms has no field for them. */
	const shown = SECTIONS.filter(
		(name) =>
			(name !== 'form' || office.kept.value?.['form'] !== undefined) &&
			(name !== 'figures' || office.person.value?.role === 'owner') &&
			(name !== 'network' || network.isAllowed),
	);
	return (
		<nav class="side" aria-label={i18n.t('owner.nav_label')}>
			{shown.map((name) => (
				<a
					key={name}
					href={`#${name}`}
					aria-current={name === section ? 'page' : undefined}
					data-test={`nav-${name}`}
				>
					{i18n.t(`owner.nav.${name}`)}
				</a>
			))}
		</nav>
	);
}

function Shown({ section }: { section: Section }) {
	switch (section) {
		case 'hours':
			return (
				<>
					<div class="stack wide">
						<Hours />
						<Dates />
						<Limit />
					</div>
					<div class="stack wide">
						<DoorNow />
					</div>
				</>
			);
		case 'texts':
			return (
				<div class="stack wide">
					<Texts />
				</div>
			);
		case 'colours':
			return (
				<div class="stack wide">
					<Palettes />
				</div>
			);
		case 'people':
			return <People />;
		case 'replies':
			return <Replies />;
		case 'form':
			return <Form />;
		case 'sites':
			return <Sites />;
		case 'figures':
			return <Figures />;
		case 'log':
			return <Log />;
		case 'network':
			return <Agencies />;
	}
}

/** The section that is shown, and the one that waits for an answer about what is not saved. */
function Pages() {
	const { office } = usePage();
	const [section, setSection] = useState<Section>(here);
	const [wanted, setWanted] = useState<Section | null>(null);
	const shown = useRef(section);
	shown.current = section;
	/* Listens from the first drawing on, and knows what is shown at this moment: a click may come before the next frame. */
	useLayoutEffect(() => {
		const onHash = (): void => {
			const next = here();
			if (next === shown.current) {
				setWanted(null);
			} else if (office.unsaved.value > 0) {
				setWanted(next);
			} else {
				office.problem.value = '';
				setSection(next);
			}
		};
		addEventListener('hashchange', onHash);
		return () => removeEventListener('hashchange', onHash);
	}, []);
	const stay = (): void => {
		history.replaceState(null, '', `#${section}`);
		setWanted(null);
	};
	const go = (): void => {
		office.discard(Object.keys(office.draft.value));
		office.writing.value = false;
		setSection(wanted ?? section);
		setWanted(null);
	};
	return (
		<>
			<Side section={section} />
			<main data-section={section}>
				{wanted !== null && <Leaving stay={stay} go={go} />}
				<NotLive />
				{office.kept.value === null ? <Problem /> : <Shown key={section} section={section} />}
			</main>
		</>
	);
}

/** Who has no agency's pages to keep, and a network. */
function Coordinating() {
	return (
		<main data-section="network">
			<Agencies />
		</main>
	);
}

function Barred() {
	const { i18n } = usePage();
	return (
		<main class="halt">
			<p class="card" data-test="barred">
				{i18n.t('owner.error.role')} <a href="/desk">{i18n.t('owner.desk')}</a>
			</p>
		</main>
	);
}

interface AppProps {
	office: Office;
	network: Network;
	i18n: I18n;
	inNb: ReadonlySet<string>;
	lastEntry: number;
	service: string | undefined;
}

const ZONES: Readonly<Record<string, string>> = { NO: 'Europe/Oslo', DK: 'Europe/Copenhagen' };

export function App({ office, network, i18n, inNb, lastEntry, service }: AppProps) {
	const zone = ZONES[office.door.value?.country ?? ''] ?? 'Europe/Oslo';
	const loggedIn = office.person.value !== null;
	return (
		<WordsContext.Provider value={{ i18n, inNb, service }}>
			<PageContext.Provider value={{ i18n, office, network, lastEntry, zone }}>
				<div class={loggedIn && office.isAllowed ? 'owner' : 'owner is-alone'}>
					<Bar />
					{!loggedIn && <SignIn />}
					{loggedIn && office.isAllowed && <Pages />}
					{loggedIn && !office.isAllowed && (network.isAllowed ? <Coordinating /> : <Barred />)}
				</div>
			</PageContext.Provider>
		</WordsContext.Provider>
	);
}
