/** Korean of search, sorting and explanations: by message id, with the English above each. */
import { str } from '@lit/localize';

export const search = {
  // Looking where it matched…
  s7c2f5422a457f898: '어디가 일치하는지 살펴보는 중…',
  // Where the photograph shows “{0}”
  s9c67391807a8e7fa: str`사진에서 “${0}” 부분`,
  // Words of the query
  sd4a36f76d20e05e8: '검색어의 단어',
  // Whole query
  s05040f3f2cb49f18: '검색어 전체',
  // Sort into labels
  s08b2e3ea4ef3eae0: '라벨로 분류',
  // Labels, separated by commas
  sf51118c1a536a862: '쉼표로 구분한 라벨',
  // cat, food, a person outdoors
  s0fecdff76e8e6170: 'cat, food, a person outdoors',
  // Sort
  s8a7bee24f1eeaff1: '분류',
  // End sorting
  sd5b0999a95738762: '분류 끝내기',
  // Labels
  s8a9eb438abac7c6a: '라벨',
  // All
  sf993bb199fefbe04: '전체',
  // {0}: {1}
  s0382d73823585617: str`${0}: ${1}`,
  // Search your photographs
  sb8c21abf27dad859: '내 사진 검색',
  // Add words, such as: at night
  sde20c62d9ee4382f: '단어 추가 (예: at night)',
  // Search: a dog on a beach -people
  s7da28ea55ad72661: '검색 (예: a dog on a beach -people)',
  // Search
  s5d929ff1619ac0c9: '검색',
  // Search by image
  s9b94a3ae15da2ec7: '이미지로 검색',
  // Clear
  sb4f1dffbb6be6302: '지우기',
  // Image to search by
  s336f233d9ff562ea: '검색할 이미지',
  // Looking for {0}…
  s5d5141f667aa90cf: str`${0} 찾는 중…`,
  // {0} ranked for {1} in {2}
  s3125e70ed213c0e2: str`${1}: ${0}의 순위를 ${2} 만에 매김`,
  // looking closer…
  s815ecf031ac0347a: '더 자세히 보는 중…',
  // No good match.
  s00989d6a8d2a3228: '잘 맞는 사진이 없습니다.',
  // The nearest are shown.
  s43f8c938b232d70d: '가장 가까운 사진을 보여 줍니다.',
  // 1 good match.
  sdc7214a4fbad3e56: '잘 맞는 사진 1장.',
  // {0} good matches.
  s634c9795b1a8743b: str`잘 맞는 사진 ${0}장.`,
};
