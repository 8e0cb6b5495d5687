/** Korean of the captions view: by message id, with the English above each. */
import { str } from '@lit/localize';

export const captions = {
  // Captions
  s23537b5c9e7af982: '캡션',
  // Caption of {0}
  s04528537e19a7e88: str`${0}의 캡션`,
  // Waiting…
  s48f4b3ee60713dea: '대기 중…',
  // Writing…
  s9c3246fcff64944b: '쓰는 중…',
  // No caption
  s27393e051d9edd08: '캡션 없음',
  // Edited by hand
  s53247b5355ba6846: '직접 고침',
  // Beside the picture:
  s79f91d6db6b03798: '사진 옆의 캡션:',
  // Use the caption beside {0}
  s0b538aa40d62df7b: str`${0} 옆의 캡션 사용`,
  // Use this
  s7cc108a3b25ddf58: '이 캡션 사용',
  // match: the model's {0}, beside the picture {1}
  sf612059e60dc0b2f: str`일치도: 모델 ${0}, 사진 옆 ${1}`,
  // The model's fits better
  s760afa79846c4895: '모델의 캡션이 더 잘 맞습니다',
  // This one fits better
  s042c300577121e43: '이 캡션이 더 잘 맞습니다',
  // No photographs yet. Add some, and their captions are written and kept here.
  sd2b1ee3fa97195f6: '아직 사진이 없습니다. 사진을 추가하면 캡션을 작성해 여기에 보관합니다.',
  // Add photographs
  s0e03362338bc4725: '사진 추가',
  // Tools
  sc26501e3ade7da3c: '도구',
  // Length
  s202fffd5a2e1c595: '길이',
  // Short
  sb6513caf69971fb5: '짧게',
  // Long
  s4efbcab48a433013: '길게',
  // Choose from
  sa060ef743a824a90: '후보 수',
  // Caption {0}
  s80c0bc614a0be4f3: str`${0}에 캡션 쓰기`,
  // Caption all {0} again
  sf9f0c4f7dfd7d3ec: str`${0}장 모두 캡션 다시 쓰기`,
  // Stop
  sd9ad53251f2330a5: '중지',
  // Caption new photographs as they come
  sd8eee95b1023cf60: '새 사진이 들어오면 바로 캡션 쓰기',
  // Find
  sd1fe2584eebc40fa: '찾기',
  // Replace with
  se6844338c16c1f6d: '바꿀 내용',
  // Replace in {0} captions
  s80d4166e9c4ca093: str`캡션 ${0}개에서 바꾸기`,
  // Compare {0} with the captions beside the pictures
  sb80811ee1925ac9c: str`${0}개를 사진 옆의 캡션과 비교`,
  // Compared {0} of {1}
  saf5c4b6f733cc109: str`${1}개 중 ${0}개 비교함`,
  // Keep the better one of {0}
  s191df7760792bcee: str`${0}쌍에서 더 나은 캡션 남기기`,
  // Text beside each picture
  sdf623f42018e2a97: '사진별 텍스트 파일',
  // HTML alt texts
  s8eb67bb93ba73e03: 'HTML 대체 텍스트',
  // Save captions
  sad32b29192c0b04b: '캡션 저장',
  // Save as
  s8603e5ad3b940b18: '저장 형식',
  // Replaced in {0} captions.
  seff0c63a72ca1d99: str`캡션 ${0}개에서 바꿨습니다.`,
  // Undo
  s8f4be9f086eb530f: '실행 취소',
  // The captions have been compared.
  sce1c329e76ca6952: '캡션을 모두 비교했습니다.',
  // Kept the better of {0} pairs of captions.
  sad11a2518679d634: str`캡션 ${0}쌍에서 더 나은 쪽을 남겼습니다.`,
};
