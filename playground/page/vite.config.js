import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

// The library's rules all stand under an id; under a class of no weight they can be overridden,
// and hold for every message on the page.
const libraryStyles = {
  name: "library-styles",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("slack-blocks-to-jsx") || !id.endsWith(".css")) return null;
    return code.replaceAll("#slack_blocks_to_jsx", ":where(.slack_blocks_to_jsx)");
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
