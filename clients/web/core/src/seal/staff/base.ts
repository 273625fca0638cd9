/** IndexedDB as promises: one database with one store of objects by name. */

export function settled<T>(request: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error());
	});
}

/** Rejects where IndexedDB is missing or forbidden. */
export async function openBase(name: string, store: string): Promise<IDBDatabase> {
	const opening = indexedDB.open(name, 1);
	opening.onupgradeneeded = () => opening.result.createObjectStore(store);
	return settled(opening);
}

/** Resolves when the change has reached the disk. */
export function written(
	base: IDBDatabase,
	store: string,
	act: (objects: IDBObjectStore) => void,
): Promise<void> {
	return new Promise((resolve, reject) => {
		const change = base.transaction(store, 'readwrite', { durability: 'strict' });
		change.oncomplete = () => resolve();
		change.onabort = () => reject(change.error ?? new Error());
		act(change.objectStore(store));
	});
}
