// What was sealed and not yet sent, kept in this browser for the way after a cut. It holds no key: header, ciphertext,
// shares (each encrypted to its trustee) and the key file behind its passphrase.
const opened = () =>
  new Promise((done, fail) => {
    const asked = indexedDB.open("pendopo-sampul", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("sealed");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => fail(asked.error);
  });

async function within(mode, act) {
  const base = await opened();
  try {
    return await new Promise((done, fail) => {
      const asked = act(base.transaction("sealed", mode).objectStore("sealed"));
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => fail(asked.error);
    });
  } finally {
    base.close();
  }
}

// A browser that keeps nothing (private window, full disk) still seals and sends; only the way after a cut is longer.
const kindly = (promise) => promise.catch(() => undefined);

export const keep = (name, sealed) => kindly(within("readwrite", (all) => all.put(sealed, name)));
export const kept = (name) => kindly(within("readonly", (all) => all.get(name)));
export const drop = (name) => kindly(within("readwrite", (all) => all.delete(name)));
