/** Korean of conversations: by message id, with the English above each. */
import { str } from '@lit/localize';

export const chat = {
  // This file is no zip. Choose one that was exported here.
  s718a1d4f7f7fbd41: 'zip 파일이 아닙니다. 여기에서 내보낸 파일을 선택해 주세요.',
  // There is no chats.json in this zip. Choose one that was exported here.
  s038a396531ef3605: '이 zip 파일에 chats.json이 없습니다. 여기에서 내보낸 파일을 선택해 주세요.',
  // This zip holds no chats of Ocelli.
  s6737fe3597300ab3: '이 zip 파일에는 Ocelli의 대화가 없습니다.',
  // The chats.json of this zip is damaged.
  s9605183a41e9fce6: '이 zip 파일의 chats.json이 손상되었습니다.',
  // Your question
  sc1e85bbc48f77efe: '질문',
  // Ask about the picture
  s42f938d2ed43a2ce: '사진에 대해 물어보세요',
  // Add pictures
  s929898e562a75167: '사진 추가',
  // Picture files
  s2b75d2fddbe6d102: '사진 파일',
  // Send
  s57adf424d57c8a0f: '보내기',
  // Pictures of the next question
  s846ead7262404117: '다음 질문의 사진',
  // Remove {0}
  s2fa05f91c1baa29b: str`${0} 삭제`,
  // Chats
  s66dd6cdcbe0ea0c8: '대화 목록',
  // New chat
  s4bd7ca6a8730461d: '새 대화',
  // Find a chat
  seee4529072323719: '대화 찾기',
  // Export all
  s670a5fc14d85a8d0: '모두 내보내기',
  // Import
  s3914cb410fca44d4: '가져오기',
  // Exported chats
  s3303b23ba758b261: '내보낸 대화 파일',
  // Chat without words
  scf5b2e962d79dcd2: '내용 없는 대화',
  // Rename {0}
  s8f89f9d30c41d6d5: str`${0} 이름 바꾸기`,
  // Name
  sef49aec68fd1dc66: '이름',
  // Delete {0}
  s039b6434e8a75560: str`${0} 삭제`,
  // Name of the chat
  sde1ebc796f3e95be: '대화 이름',
  // Delete “{0}” and its pictures?
  sa3ef11c0d6fb8f30: str`“${0}” 대화와 그 사진을 삭제할까요?`,
  // {0} was deleted.
  sdc7fadb5ffd3adad: str`${0} 대화를 삭제했습니다.`,
  // Chats brought in: {0}.
  scfdab82c0190cb62: str`대화 ${0}개를 가져왔습니다.`,
  // The conversation is nearly as long as the model can remember.
  s05954a5b2dd793e7: '대화가 모델이 기억할 수 있는 길이에 거의 다다랐습니다.',
  // Answering.
  sc1eead5fd6b44035: '답변하는 중입니다.',
  // Answered in {0} words.
  s6587e02f66b8ee50: str`${0}단어로 답변했습니다.`,
  // You
  scb6a9c1a1757adbc: '나',
  // Answer
  sa6a92648588602bf: '답변',
  // Answering…
  sc1ceb55fd67dedcd: '답변하는 중…',
  // Edit the question
  sf640470f99aef8ca: '질문 고치기',
  // Ask again
  s6fa1325105225c8e: '다시 묻기',
  // Cancel
  s2ceb11be2290bb1b: '취소',
  // Edit
  s64ef2a6c2dd1d3d1: '고치기',
  // Copied
  sf4de3bfbfaca12e5: '복사됨',
  // Copy
  s3687049d1af562c4: '복사',
  // Regenerate
  s80908076f581f5cf: '다시 생성',
  // Continue
  s81ecf2d4386b8e84: '이어 쓰기',
  // Versions
  se19e2ed58cd65d6c: '버전',
  // Earlier version
  se949f39267e7c90b: '이전 버전',
  // {0} of {1}
  sb2b44de8a70ae954: str`${0} / ${1}`,
  // Later version
  sbb49b5367b638fa5: '다음 버전',
  // Your chats
  s462796f7fa4161c9: '내 대화',
  // Conversation
  s41b4752c216d0b66: '대화',
  // Pictures of this chat
  s6f7466caf89de691: '이 대화의 사진',
  // Image {0}: {1}
  s3b1c69f2d1ab878c: str`사진 ${0}: ${1}`,
  // Conversations need a model with a voice, such as the pack “ocelli-llava”, and none is here. Add one to the packs folder of this page.
  s0b098c643c1bc8fd:
    '대화하려면 “ocelli-llava” 팩처럼 말할 수 있는 모델이 필요하지만 여기에는 없습니다. 이 페이지의 packs 폴더에 추가해 주세요.',
  // Try again
  scd1dd6ff53d0d01a: '다시 시도',
  // {0} answers questions about your pictures, in this tab. It is loaded once.
  s71c856152f132a85: str`${0} 모델이 이 탭 안에서 사진에 대한 질문에 답합니다. 한 번만 불러오면 됩니다.`,
  // Load it, {0}
  sea641528ae2f3cdc: str`불러오기 (${0})`,
  // Memory of the conversation
  s4e39f089fbebede7: '대화 기억 용량',
  // {0} of {1} tokens
  sae8a5df5868438be: str`토큰 ${1}개 중 ${0}개`,
  // Nearly full: begin a new chat soon.
  s6449812eda6c2fba: '거의 찼습니다. 곧 새 대화를 시작하세요.',
  // Ask
  sf9fcc219a048b2f2: '질문',
  // Describe
  sfe0dd8ec42b823a8: '묘사',
  // Think
  sce563bd8e442427b: '추론',
  // Looking at new pictures
  s2f7cbc24088ce4c4: '새 사진 보기',
  // Reading the question
  s3337d7ed0999acbc: '질문 읽기',
  // First token after
  sded76f74269ac64a: '첫 토큰까지',
  // All together
  sf08c9148ee0e13be: '전체',
  // Tokens said
  s59d49ab121274b28: '출력한 토큰',
  // Tokens read now
  s6786cc0ca4b240c5: '이번에 읽은 토큰',
  // Tokens remembered
  s1a0c845770cd789f: '기억하던 토큰',
  // {0}, {1} tokens/s
  sfe30871b1ebf0953: str`${0}, 초당 토큰 ${1}개`,
};
