/** Files of one's own into a book of their own: the samples are put aside meanwhile. */
import { useEffect, useId, useRef, useState } from "react";
import { botChannel, useStage } from "../stage";
import * as wire from "../wire";

const CLERK = "U0CLERK";
const READABLE = ".docx,.pdf,.html,.htm,.txt,.md,.jsonl";

export function OwnMinutes({ close }: { close: () => void }) {
  const { seen, act, be, show, tell } = useStage();
  const [busy, setBusy] = useState(false);
  const at = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => { at.current?.showModal(); }, []);

  const take = async (files: File[]): Promise<void> => {
    if (!files.length) return;
    setBusy(true);
    const done = await act("book", { name: "own" });
    if (done) {
      const dm = await wire.act("direct", { user: CLERK }).catch(() => null);
      const channel = (dm?.channel as string) ?? botChannel(seen);
      await be(CLERK, { kind: "channel", id: channel });
      let ts = "";
      for (const file of files) {
        ts = await wire.drop(CLERK, channel, file).catch((fault: Error) => { tell(fault.message); return ts; });
      }
      if (ts) show({ kind: "thread", channel, ts });
    }
    at.current?.close();
  };
  return (
    <dialog ref={at} className="modal small" aria-labelledby={id} onClose={close}>
      <h2 id={id}>Bring your own minutes</h2>
      <p>
        Word, PDF, HTML or plain text. They go into a separate book on this machine, which is thrown
        away when the playground stops; the sample minutes are put aside meanwhile.
      </p>
      <p>
        You send them as the clerk. The bot shows what it understood, and nothing is searched before
        you press <strong>Publish</strong>.
      </p>
      <label className="drop-box"
        onDragOver={(event) => event.preventDefault()}
        onDrop={(event) => { event.preventDefault(); void take([...event.dataTransfer.files]); }}>
        <input type="file" multiple accept={READABLE} disabled={busy}
          onChange={(event) => void take([...(event.target.files ?? [])])} />
        <span>{busy ? "The bot is changing books…" : "Choose files, or drop them here"}</span>
      </label>
      <div className="modal-end">
        <button type="button" className="button" onClick={() => at.current?.close()}>Cancel</button>
      </div>
    </dialog>
  );
}
