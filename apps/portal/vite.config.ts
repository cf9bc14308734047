import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where the API listens while the portal is developed with `vite`; the built portal is served by the API itself. */
const api = process.env['PORTAL_API'] ?? 'http://127.0.0.1:4400'
const proxied = [
  '/graphql',
  '/config.json',
  '/recordings',
  '/logos',
  '/prompts',
  '/exports',
  '/invitations',
  '/healthz',
]

export default defineConfig({
  plugins: [react()],
  server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: api, changeOrigin: true }])) },
  build: {
    target: 'es2023',
    sourcemap: false,
    chunkSizeWarningLimit: 900,
  },
})
