import { forBrowsers } from '@peerdesk/call/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// The server serves the build and, in development, this dev server's middleware: same addresses.
export default defineConfig({
  plugins: [react(), forBrowsers()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    assetsDir: 'assets',
    target: 'es2023',
    // Inlined files would be data: addresses, which the Content-Security-Policy need not allow.
    assetsInlineLimit: 0,
    // Consultants load it once a day and keep it open; one file is one request.
    chunkSizeWarningLimit: 800,
  },
});
