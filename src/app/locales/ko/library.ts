/** Korean of the library and its photographs: by message id, with the English above each. */
import { str } from '@lit/localize';

export const library = {
  // Open {0}
  scf39b102c7cc194f: str`${0} 열기`,
  // Select {0}
  s01924e0434d0960b: str`${0} 선택`,
  // No preview
  s902dc68759ed65c2: '미리 보기 없음',
  // Photograph {0}
  s8b6d6d76ffaffb27: str`사진 ${0}`,
  // Looking
  s48085d2df7db587a: '살펴보는 중',
  // Write a caption
  se5ca6d4aaeb2f0fd: '캡션 쓰기',
  // Copy caption of {0}
  s03e8d0d45472f66d: str`${0}의 캡션 복사`,
  // Find similar to {0}
  se173ed49495806ea: str`${0}와(과) 비슷한 사진 찾기`,
  // Try again: {0}
  s54a69462777e933a: str`다시 시도: ${0}`,
  // Photographs
  sa591160a4734d866: '사진',
  // Copied the caption of {0}.
  sc7ba2f484a300a93: str`${0}의 캡션을 복사했습니다.`,
  // The browser does not allow copying here.
  s7bfcb6225c58ccea: '브라우저가 여기에서 복사를 허용하지 않습니다.',
  // A caption that a person wrote holds the words of the search
  s74af6b385b9aee5a: '사람이 쓴 캡션에 검색어가 들어 있습니다',
  // your words
  s3c065a0c61d9468b: '직접 쓴 말',
  // Below the threshold of a good match
  sd7770af9636a5e8c: '좋은 일치 기준에 못 미침',
  // Image-text contrastive similarity: the cosine of the two embeddings
  sef7569cd126f6a77: '이미지-텍스트 대조 유사도: 두 임베딩의 코사인',
  // Image-text matching: the probability that the words fit
  s9e45c88f5e6d7457: '이미지-텍스트 일치: 글이 사진과 맞을 확률',
  // The score that decides the rank
  sdcd9e7a211542ce5: '순위를 정하는 점수',
  // score {0}
  sf71a11f3b2bec883: str`점수 ${0}`,
  // Decode the picture
  s64e6e8ac0300f86e: '사진 디코딩',
  // Resize and normalise
  s7db8cecf4c35cea2: '크기 조정 및 정규화',
  // Image encoder
  sd7927cf62336b43a: '이미지 인코더',
  // Tokens
  s78fd8c03f8c967f3: '토큰',
  // Device
  s0b0a02a4470de153: '장치',
  // unsure
  sc637983dafb885c7: '불확실',
  // The caption is farther from the picture than right ones mostly are: it may well be wrong
  s017f9738c5b7a595: '맞는 캡션이 보통 그런 것보다 사진에서 멉니다. 틀렸을 수 있습니다',
  // Choose photographs
  sb67cd7e371f5e7b1: '사진 선택',
  // Folder
  s9434ea90b6fee97d: '폴더',
  // Camera
  s54d1b2a64667e32e: '카메라',
  // Let go to add them
  sbf14029d63a5aca0: '놓으면 추가됩니다',
  // or drop or paste them anywhere on this page
  s0b5cbeccfef75c90: '또는 이 페이지 아무 곳에나 끌어 놓거나 붙여 넣으세요',
  // Photograph files
  sf3afc046aa84176a: '사진 파일',
  // Take a photograph
  s5e34e71e11aad737: '사진 찍기',
  // picture {0}
  s4f31b7d45556672f: str`사진 ${0}`,
  // Sample photographs
  sf2e6851e63c1d746: '예시 사진',
  // Or try a sample
  s286a93ec590e002c: '예시로 해 보기',
  // All of them
  sd7abe4d85064d88d: '모두 추가',
  // The samples could not be fetched (HTTP {0}).
  sdb1aeee8472cbfb4: str`예시 사진을 가져오지 못했습니다 (HTTP ${0}).`,
  // {0} could not be fetched (HTTP {1}).
  s813c961411a5d64e: str`${0} 파일을 가져오지 못했습니다 (HTTP ${1}).`,
  // Previous photograph
  s15a524bd13ff6b10: '이전 사진',
  // Next photograph
  s7b99ea177dfb4070: '다음 사진',
  // Close
  s5e8250fb85d64c23: '닫기',
  // Find similar
  s69980e71245c0dab: '비슷한 사진 찾기',
  // Delete
  sdc673e73b5c13aea: '삭제',
  // Caption
  s832ef3a7593a8b05: '캡션',
  // Best of five
  s7f0ca8e7d1466e38: '다섯 개 중 최선',
  // Other captions, by how well they match
  sbc5dd3a514401d5c: '다른 캡션 (잘 맞는 순서)',
  // Captions of your library that fit
  s92e6b6e2db1a79ed: '내 라이브러리에서 어울리는 캡션',
  // There are none yet.
  s72c7ac422194787d: '아직 없습니다.',
  // Looking…
  s41aeb11c29ed8454: '살펴보는 중…',
  // Selected photographs
  s780dece9e1695b25: '선택한 사진',
  // {0} selected
  s58bfb494feb8eb02: str`${0}장 선택됨`,
  // Select all
  sd0b6082239185272: '모두 선택',
  // End selection
  s43a8260fa3432208: '선택 끝내기',
  // Adding photographs
  s357ed394142bd6f5: '사진 추가 중',
  // Captioning and indexing
  s98783203178e82de: '캡션 작성 및 색인 중',
  // paused
  s5a34b413c316fdab: '일시 중지됨',
  // {0} a second
  sf76aa855d4ec252e: str`초당 ${0}장`,
  // {0} left
  sf7d87f0549046c0a: str`${0} 남음`,
  // Resume: {0}
  s0faedb830d3df20a: str`계속: ${0}`,
  // Pause: {0}
  s0c6feba88d71e963: str`일시 중지: ${0}`,
};
