/** The whole page: the login, or the tab that the fragment of the address names. */
import { NbText } from '@samtale/staff/views/nb-text';
import { useEffect, useState } from 'preact/hooks';
import { PageContext, type Page } from '../context.ts';
import type { Names } from '../directory.ts';
import { tabsOf } from '../tabs.ts';
import { Bar } from './bar.tsx';
import { Sheets } from './sheets.tsx';
import { Shown } from './shown.tsx';
import { SignIn } from './sign-in.tsx';
import { Strips } from './strips.tsx';

const wanted = (): string => location.hash.slice(1);

function useWanted(): string {
	const [name, setName] = useState(wanted);
	useEffect(() => {
		const onHash = (): void => setName(wanted());
		addEventListener('hashchange', onHash);
		return () => removeEventListener('hashchange', onHash);
	}, []);
	return name;
}

interface AppProps {
	page: Omit<Page, 'names'>;
	/** Read while drawing, so that a directory that arrives late is drawn too. */
	names(): Names;
	profile: string;
}

export function App({ page, names, profile }: AppProps) {
	const { live } = page;
	const name = useWanted();
	const person = live.person.value;
	const tabs = tabsOf(person?.role ?? '');
	const tab = tabs.find(({ id }) => id === name) ?? tabs[0];
	return (
		<PageContext.Provider value={{ ...page, names: names() }}>
			<div class="live">
				<div class="top">
					{profile === 'demo' && (
						<p class="demo" data-test="demo">
							<NbText text="staff.demo" />
						</p>
					)}
					<Bar shown={tab?.id} />
					<Strips />
				</div>
				{person === null && <SignIn />}
				{person !== null && tab === undefined && (
					<main class="halt">
						{person.role === 'evaluator' ? (
							<p class="card stack" data-test="evaluator">
								<NbText text="fig.evaluator" />
								<a href="/figures">
									<NbText text="fig.frozen" />
								</a>
							</p>
						) : (
							<p class="card" data-test="barred">
								<NbText text="live.barred" />
							</p>
						)}
					</main>
				)}
				{person !== null && tab !== undefined && (
					<main data-tab={tab.id}>
						<Shown key={tab.id} tab={tab} />
					</main>
				)}
				{person !== null && tab !== undefined && <Sheets tab={tab.id} />}
			</div>
		</PageContext.Provider>
	);
}
