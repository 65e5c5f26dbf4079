/// <reference types="vite/client" />
/// <reference types="svelte" />

declare const __WITH_MOCK__: boolean
