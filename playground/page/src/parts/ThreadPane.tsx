import { useStage } from "../stage";
import * as wire from "../wire";
import { Composer } from "./Composer";
import { MessageList } from "./MessageList";
import { Pane } from "./Pane";

export function ThreadPane({ channel, ts }: { channel: string; ts: string }) {
  const { seen, me, tell } = useStage();
  const messages = seen.messages.filter(
    (one) => one.channel === channel && (one.ts === ts || one.thread_ts === ts),
  );
  const drop = async (files: Iterable<File>): Promise<void> => {
    for (const file of files) {
      await wire.drop(me.id, channel, file, ts).catch((fault: Error) => tell(fault.message));
    }
  };
  return (
    <Pane title="Thread" kind="thread">
      <MessageList messages={messages} label="Messages in the thread" inThread />
      <Composer channel={channel} name="the thread" thread={ts} drop={drop} />
    </Pane>
  );
}
