/** What the command line says about itself. */

export const usage = `Usage: npm run --silent ocelli -- <verb> [options]

Verbs
  caption IMAGE...           a sentence for each photograph
  embed IMAGE...             the image embedding of each photograph (L2-normalised)
  match IMAGE "text"...      how well each text fits the photograph: ITC, ITM and the combined score
  search "text" IMAGE...     the photographs ranked by how well they fit the text
  ask IMAGE... --question "text" [--question "text"]
                             a conversation about the photographs, a line an answer
  packs                      the packs that can be chosen

Options
  --pack ID                  the pack to use (default: the first one that can do it)
  --device auto|webgpu|wasm  where to run (default: auto)
  --threads N                WASM threads (default: chosen by the engine)
  --beams N                  beams of the caption search; 1 is greedy (default: the pack's)
  --exact                    WASM: the words of answers are float32's, as those of captions always are, at two thirds or
                             more of the speed
  --json                     one JSON object a line on standard output
  --help                     this text

Exit status: 0 success; 2 a bad argument or input (the rest of the batch still runs); 1 the engine could not start.
`;

export const evaluateUsage = `Usage: npm run --silent evaluate -- [--task captions|vqa|chat] --images DIR FILE [options]

captions  --captions FILE.jsonl, rows {"name": "file in DIR", "captions": ["...", ...]}:
          caption scores and retrieval recalls
vqa       --questions FILE.jsonl, rows {"name", "question", "answers": ["...", ...]}:
          exact match with the commonest answer, VQAv2's soft accuracy, and how many of the answers to
          yes/no questions are yes, in percent
chat      --questions FILE.jsonl, rows {"name"}, each asked the pack's examples of three kinds, or rows
          {"name", "kind", "question"}: ITM with the photograph, words and repetition of the answers, which
          are printed in full

Options
  --pack ID                  the pack to use (default: the first one that can do it)
  --device auto|webgpu|wasm  where to run (default: auto)
  --threads N                WASM threads (default: chosen by the engine)
  --beams N                  beams of the caption search (default: the pack's)
  --exact                    WASM: the words of answers are float32's, as those of captions always are, at two thirds or
                             more of the speed
  --out FILE.jsonl           write every photograph's row with what was said
  --json                     print one JSON object instead of a table
  --help                     this text
`;

export const benchUsage = `Usage: npm run --silent bench -- [options]

Times the engine in interleaved rounds: the language decoder beside transformers.js, wllama and llama.cpp on the same
weights (their packages are installed into .cache/benchmark when needed), and the packs that ship.

Groups
  decode      the race of the decoders
  growth      how this project's decoder slows down as its context grows
  load        packs loaded with nothing stored and from the cache, and the most memory that this takes
  encode      a new picture through each pack's image encoder
  turn        the first token of a second question against that of the first
  images      the first token as a conversation has more pictures
  caption     each stage of a caption
  index       pictures put into the search index a second
  search      a search in libraries of 100 to 100,000 photographs

Options
  --only GROUP,GROUP            what to time (default: all)
  --device wasm|webgpu          where (default: wasm); OCELLI_LAVAPIPE=1 takes an emulated GPU
  --rounds N                    rounds, of which the median is taken (default: 5)
  --engines NAMES               which race: ocelli,transformers.js,wllama,llama.cpp (default: all)
  --prompt N, --tokens N        tokens that the decoders read and choose (default: 64 and 32)
  --voice FOLDER                the voice's files (default: .cache/benchmark/voice)
  --pack ID                     the pack (default: all; for captions the first one)
  --against FILE.json           compares with an earlier run's JSON; exit status 3 where something became slower
  --document                    writes docs/performance.md
  --json                        one JSON object instead of tables
  --help                        this text
`;
