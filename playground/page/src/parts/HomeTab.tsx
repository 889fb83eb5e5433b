import { Blocks } from "../kit/Blocks";
import { useStage } from "../stage";

export function HomeTab() {
  const { seen, about, show } = useStage();
  const view = seen.home;
  return (
    <section className="conversation" aria-label={`${about.name}, Home`}>
      <header className="place-head">
        <h2>{about.name} · Home</h2>
        <p>What the bot keeps ready for you alone</p>
        {view && (
          <button type="button" className="button"
            onClick={() => show({ kind: "facts", owner: { kind: "view", view: view.id } })}>
            What Slack gets
          </button>
        )}
      </header>
      <div className="messages home" tabIndex={0} role="region" aria-label="Home">
        {view ? (
          <Blocks blocks={view.blocks} owner={{ kind: "view", view: view.id }} />
        ) : (
          <p className="empty">The bot has put nothing here yet.</p>
        )}
      </div>
    </section>
  );
}
