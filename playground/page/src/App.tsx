/** The whole page: who one is, where one is, what is open beside it. */
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FactsPane } from "./parts/FactsPane";
import { Guide } from "./parts/Guide";
import { Conversation } from "./parts/Conversation";
import { HomeTab } from "./parts/HomeTab";
import { Modals } from "./parts/Modals";
import { Sidebar } from "./parts/Sidebar";
import { ThreadPane } from "./parts/ThreadPane";
import { TopBar } from "./parts/TopBar";
import { person, StageContext, type Place, type Side, type Stage } from "./stage";
import type { About, Seen } from "./types";
import * as wire from "./wire";

const FIRST_PERSON = "U0MEMBER";
const FIRST_PLACE: Place = { kind: "channel", id: "C0PANEL" };
const DARK = window.matchMedia("(prefers-color-scheme: dark)");
const WIDE = window.matchMedia("(min-width: 1100px)");

function useMedia(media: MediaQueryList): boolean {
  const [matches, setMatches] = useState(media.matches);
  useEffect(() => {
    const changed = (): void => setMatches(media.matches);
    media.addEventListener("change", changed);
    return () => media.removeEventListener("change", changed);
  }, [media]);
  return matches;
}

function useTheme(): ["light" | "dark", () => void] {
  const [chosen, choose] = useState<"light" | "dark" | null>(() => {
    const kept = localStorage.getItem("theme");
    return kept === "light" || kept === "dark" ? kept : null;
  });
  const system = useMedia(DARK);
  const theme = chosen ?? (system ? "dark" : "light");
  useEffect(() => { document.documentElement.dataset.theme = theme; }, [theme]);
  const turn = (): void => {
    const next = theme === "dark" ? "light" : "dark";
    localStorage.setItem("theme", next);
    choose(next);
  };
  return [theme, turn];
}

/** What went wrong, for a while; over whatever else is open. */
function Told({ told }: { told: { sentence: string; id: number } | null }) {
  const at = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (at.current?.matches(":popover-open")) at.current.hidePopover();
    if (told) at.current?.showPopover();
  }, [told]);
  return (
    <div ref={at} className="told" role="alert" popover="manual">{told && <p key={told.id}>{told.sentence}</p>}</div>
  );
}

export function App() {
  const [theme, turnTheme] = useTheme();
  const wide = useMedia(WIDE);
  const [user, setUser] = useState(FIRST_PERSON);
  const [seen, setSeen] = useState<Seen | null>(null);
  const [about, setAbout] = useState<About | null>(null);
  const [lost, setLost] = useState(false);
  const [place, setPlace] = useState<Place>(FIRST_PLACE);
  const [side, setSide] = useState<Side>({ kind: "guide" });
  const [guided, setGuided] = useState(true);
  const [drawer, setDrawer] = useState(false);
  const [told, setTold] = useState<{ sentence: string; id: number } | null>(null);
  const me = useRef(user);
  if (seen) me.current = seen.as;
  const arriving = useRef<{ place: Place; done: () => void } | null>(null);

  const tell = useCallback((sentence: string) => setTold({ sentence, id: Date.now() }), []);

  useEffect(
    () =>
      wire.follow(user, (now) => {
        setLost(now === null);
        if (!now) return;
        setSeen(now);
        const arrived = arriving.current;
        if (!arrived) return;
        arriving.current = null;
        setSide((side) => (side?.kind === "guide" ? side : null));
        setPlace(arrived.place);
        arrived.done();
      }),
    [user],
  );
  const book = seen?.book;
  useEffect(() => {
    wire.about().then(setAbout, (fault: Error) => tell(fault.message));
  }, [book, tell]);
  useEffect(() => {
    if (!told) return;
    const timer = window.setTimeout(() => setTold(null), 8000);
    return () => window.clearTimeout(timer);
  }, [told]);

  // What is opened beside the conversation lies over the guide, and gives way to it again.
  const show = useCallback((next: Side) => {
    if (next?.kind === "guide") setGuided(true);
    setSide((now) => {
      if (next) return next;
      if (now?.kind === "guide") setGuided(false);
      return null;
    });
  }, []);
  const go = useCallback((next: Place) => {
    setPlace(next);
    setDrawer(false);
    setSide((now) => (now?.kind === "guide" ? now : null));
  }, []);
  // What somebody else sees takes the place of all that stood here, at once and only when it is known.
  const be = useCallback((next: string, there: Place = FIRST_PLACE): Promise<void> => {
    if (next === me.current) return Promise.resolve(go(there));
    return new Promise((done) => {
      arriving.current = { place: there, done };
      setUser(next);
    });
  }, [go]);
  const act = useCallback<Stage["act"]>(async (name, body = {}) => {
    try {
      return await wire.act(name, { user: me.current, ...body });
    } catch (fault) {
      tell((fault as Error).message);
      return null;
    }
  }, [tell]);

  const ready = seen && about && seen.as === user;
  const beside: Side = side ?? (guided && wide ? { kind: "guide" } : null);
  const stage = useMemo<Stage | null>(
    () =>
      seen && about
        ? { seen, about, me: person(seen, seen.as), theme, place, side: beside, guided: guided && wide, go, be, show, act, tell }
        : null,
    [seen, about, theme, place, side, guided, wide, go, be, show, act, tell],
  );
  if (!stage) {
    return (
      <main className="waiting">
        <p role="status">{lost ? "The playground cannot be reached. Start it again and reload." : "Opening…"}</p>
      </main>
    );
  }
  return (
    <StageContext.Provider value={stage}>
      <div className={`app ${beside ? "with-side" : ""} ${drawer ? "with-drawer" : ""}`} aria-busy={!ready}>
        <TopBar turnTheme={turnTheme} drawer={drawer} setDrawer={setDrawer} />
        <Sidebar close={() => setDrawer(false)} />
        <main className="main" aria-label="Conversation">
          {place.kind === "home" ? <HomeTab /> : <Conversation key={`${seen?.as} ${place.id}`} channel={place.id} />}
        </main>
        {beside?.kind === "guide" && <Guide />}
        {beside?.kind === "thread" && <ThreadPane key={beside.ts} channel={beside.channel} ts={beside.ts} />}
        {beside?.kind === "facts" && <FactsPane owner={beside.owner} />}
        <Modals />
      </div>
      <Told told={told} />
      {(lost || !stage.seen.connected) && (
        <p className="told low" role="status">
          {lost ? "The playground cannot be reached." : "The bot is connecting…"}
        </p>
      )}
    </StageContext.Provider>
  );
}
