import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The library's rules stand under one id, some of them unanswerable: in a layer of their own, under
// a class, they hold for every message of the page and give way to its own rules.
const libraryStyles = {
  name: "library-styles",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("slack-blocks-to-jsx") || !id.endsWith(".css")) return null;
    const rules = code.replaceAll("#slack_blocks_to_jsx", ".slack_blocks_to_jsx").replaceAll("!important", "");
    return `@layer library {${rules}}`;
  },
};

export default defineConfig({
  base: "/page/static/",
  plugins: [libraryStyles, react()],
  build: {
    outDir: "../static",
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      output: { entryFileNames: "page.js", assetFileNames: "page[extname]", inlineDynamicImports: true },
    },
  },
});
