globalThis.starsLoaded = (globalThis.starsLoaded ?? 0) + 1;
